# shellcheck shell=bash disable=SC2154 # variables of settings.sh
# What makes a host itself and lets us in: name, keys, password. Made once a lab, written into a host's own layer before it boots.

ensure_keys() {
  mkdir -p "$state/keys"
  chmod 700 "$state" "$state/keys"
  [[ -f $key ]] || ssh-keygen -q -t ed25519 -N '' -C "$tag" -f "$key"
  if [[ ! -f $opspw_file ]]; then
    (
      umask 077
      od -An -N 12 -t x1 /dev/urandom | tr -d ' \n' >"$opspw_file"
    )
  fi
}

ensure_host_keys() { # NAME
  local type folder=$state/keys/$1
  mkdir -p "$folder"
  for type in rsa ecdsa ed25519; do
    [[ -f $folder/ssh_host_${type}_key ]] ||
      ssh-keygen -q -t "$type" ${bits[$type]:+-b "${bits[$type]}"} -N '' -C "$1" -f "$folder/ssh_host_${type}_key"
  done
}
# The shortest sshd takes: making a long one costs seconds.
declare -A bits=([rsa]=2048 [ecdsa]=256)

write_known_hosts() {
  local folder name
  for folder in "$state"/keys/node*; do
    [[ -d $folder ]] || continue
    name=$(basename "$folder")
    sed "s/^\([^ ]* [^ ]*\).*/$(address_of "$name") \1/" "$folder"/ssh_host_*_key.pub
  done >"$known_hosts.new"
  mv "$known_hosts.new" "$known_hosts"
}

# crypt(3) of the image's own library, so that the controller needs none.
hash_password() { # LAB-IMAGE
  # shellcheck disable=SC2016 # perl's variables
  chroot "$1" perl -e 'chomp(my $password = <STDIN>); print crypt($password, q($6$rulerunlab$))' <"$opspw_file"
}

alternatives_for() { # FOLDER VARIANT
  local family action
  mkdir -p "$1"
  for family in iptables ip6tables; do
    for action in '' -save -restore; do
      if [[ $2 == /* ]]; then
        ln -sfn "$2/sbin/$family$action" "$1/$family$action"
      else
        ln -sfn "/usr/sbin/$family-$2$action" "$1/$family$action"
      fi
    done
  done
}

# An iptables of the controller's instead of Debian's, whose two backends are not there then: so it is on RHEL 7.
own_iptables() { # ROOT FOLDER
  mkdir -p "$1$2" "$1/usr/sbin"
  cp -a "$2/." "$1$2/"
  local name
  # An overlay hides a file of the layers below by a device of this kind.
  for name in {ip,ip6}tables-{legacy,nft}{,-save,-restore}; do mknod "$1/usr/sbin/$name" c 0 0; done
}

# Written into FOLDER, the upper layer of an overlay over LAB-IMAGE and the system below it.
seed_host() { # NAME FOLDER OS-IMAGE LAB-IMAGE
  local name=$1 root=$2 os=$3 image=$4 hash
  mkdir -p "$root/etc/ssh"
  echo "$name" >"$root/etc/hostname"
  printf '127.0.0.1\tlocalhost\n::1\tlocalhost\n%s\t%s\n' "$(address_of "$name")" "$name" >"$root/etc/hosts"
  printf %s "$state/$name" | md5sum | cut -c 1-32 >"$root/etc/machine-id"
  alternatives_for "$root/etc/alternatives" "$variant"
  [[ $variant != /* ]] || own_iptables "$root" "$variant"
  [[ $name != bake ]] || return 0

  cp "$state/keys/$name"/ssh_host_*_key* "$root/etc/ssh/"
  chmod 600 "$root"/etc/ssh/ssh_host_*_key
  cp "$key.pub" "$root/etc/ssh/lab_authorized_keys"
  chmod 644 "$root/etc/ssh/lab_authorized_keys"
  hash=$(hash_password "$os")
  install -m 640 /dev/null "$root/etc/shadow"
  sed "s|^opspw:[^:]*:|opspw:$hash:|" "$image/etc/shadow" >"$root/etc/shadow"
  # The group's number is Debian's, not the controller's.
  chown 0:42 "$root/etc/shadow"
}
