# shellcheck shell=bash disable=SC2154 # variables of settings.sh
# The lab's layer above the system: users, units, configuration, and a container that Docker already knows.

lab_image() {
  local digest
  digest=$(
    {
      basename "$(os_image)"
      cat "$here/lib/lab-image.sh"
      cd "$here/rootfs" && find . \( -type f -o -type l \) | LC_ALL=C sort | while read -r file; do
        if [[ -x $file ]]; then echo x; fi
        echo "$file" "$(sha256sum <"$file")"
      done
    } | sha256sum
  )
  printf '%s/lab-%s\n' "$cache" "${digest:0:12}"
}

# Owner and modes are ours, whatever the checkout has.
copy_rootfs() { # ROOT
  cp -r --no-preserve=ownership,timestamps -P "$here/rootfs/." "$1/"
  local path
  (cd "$here/rootfs" && find . -mindepth 1 -printf '%y %P\n') | while read -r kind path; do
    case $kind in
      d) chmod 755 "$1/$path" ;;
      f) if [[ -x $here/rootfs/$path ]]; then chmod 755 "$1/$path"; else chmod 644 "$1/$path"; fi ;;
    esac
  done
  chmod 440 "$1/etc/sudoers.d/lab"
  chmod 600 "$1"/etc/sysconfig/ip*tables "$1"/etc/sysconfig/ip*tables-config
}

add_users() { # ROOT
  local user shell
  while read -r user shell; do
    chroot "$1" useradd --create-home --shell "$shell" --password '*' "$user"
  done <<'END'
ops /bin/bash
opspw /bin/bash
tcsh-user /usr/bin/tcsh
fish-user /usr/bin/fish
nosudo /bin/bash
noisy /bin/bash
END
}

# The hosts share the controller's kernel and may write to all of /proc/sys and /sys: units that would set up the machine
# itself must not run, and the vendor's sysctl files must not apply.
tame_systemd() { # ROOT
  local unit
  for unit in systemd-udevd.service systemd-udevd-control.socket systemd-udevd-kernel.socket systemd-udev-trigger.service \
    systemd-udev-settle.service proc-sys-fs-binfmt_misc.automount proc-sys-fs-binfmt_misc.mount systemd-binfmt.service \
    systemd-modules-load.service systemd-random-seed.service systemd-hwdb-update.service sys-kernel-debug.mount \
    sys-kernel-tracing.mount sys-kernel-config.mount dev-hugepages.mount console-getty.service getty@.service \
    systemd-pstore.service e2scrub_reap.service; do
    ln -sfn /dev/null "$1/etc/systemd/system/$unit"
  done
  for unit in "$1"/usr/lib/sysctl.d/*.conf "$1"/etc/sysctl.conf "$1"/etc/sysctl.d/99-sysctl.conf; do
    [[ -e $unit || -L $unit ]] || continue
    ln -sfn /dev/null "$1/etc/sysctl.d/$(basename "$unit")"
  done
  chroot "$1" systemctl disable --quiet apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer e2scrub_all.timer \
    fstrim.timer man-db.timer 2>/dev/null || true
  chroot "$1" systemctl enable --quiet iptables.service ip6tables.service docker.service atomic-openshift-node.service ssh.service
  : >"$1/etc/default/locale"
  mkdir -p "$1/etc/systemd/journald.conf.d"
  printf '[Journal]\nStorage=persistent\nSystemMaxUse=32M\nRateLimitBurst=0\n' >"$1/etc/systemd/journald.conf.d/lab.conf"
}

# What runs once in a booted host, so that every later host starts with Docker's container in place.
# shellcheck disable=SC2016 # expanded in the host
bake_script='set -e
until docker info >/dev/null 2>&1; do sleep 0.2; done
root=$(mktemp -d)
mkdir -p "$root/bin" "$root/www"
cp /bin/busybox "$root/bin/"
for applet in sh httpd sleep cat ls ps; do ln -s busybox "$root/bin/$applet"; done
echo ok >"$root/www/index.html"
tar -C "$root" -c . | docker import --change "CMD [\"httpd\", \"-f\", \"-p\", \"80\", \"-h\", \"/www\"]" - lab/web:1
rm -rf "$root"
docker run --detach --name web --restart=always --stop-signal=SIGKILL --publish 8080:80 lab/web:1
systemctl stop docker.socket docker.service containerd.service
sync'

bake_container() { # OS LAYER
  local home pid i
  home=$(home_of bake)
  stop_host bake
  remove_host bake
  create_host bake "$1" "$2"
  launch bake
  for ((i = 0; i < 150; i++)); do
    pid=$(init_pid bake) && nsenter -t "$pid" -a -r -w systemctl is-active --quiet docker.service 2>/dev/null && break
    sleep 0.2
  done
  run_in bake sh -c "$bake_script" || die "the container could not be made; see $home/console.log"
  stop_host bake
  mv "$home/upper/var/lib/docker" "$home/upper/var/lib/containerd" "$2/var/lib/"
  remove_host bake
}

build_lab_image() {
  local image os layer root log=$cache/lab-image.log
  image=$(lab_image)
  [[ ! -d $image ]] || return 0
  os=$(os_image)
  say "building the lab's layer (log: $log)"
  : >"$log"
  layer=$cache/lab-building/upper root=$cache/lab-building/root
  unmount_below "$cache/lab-building"
  rm -rf "$cache/lab-building"
  mkdir -p "$layer" "$root" "$cache/lab-building/work"
  mount -t overlay overlay -o "lowerdir=$os,upperdir=$layer,workdir=$cache/lab-building/work" "$root"
  quietly "$log" add_users "$root"
  quietly "$log" copy_rootfs "$root"
  quietly "$log" tame_systemd "$root"
  quietly "$log" chroot "$root" chown -R noisy:noisy /home/noisy
  unmount_below "$root"
  mkdir -p "$layer/var/lib"
  quietly "$log" bake_container "$os" "$layer"
  mv "$layer" "$image"
  rm -rf "$cache/lab-building"
}

# Images of other versions of these files, unless a host stands on them.
prune_images() {
  local folder os lab
  os=$(os_image) lab=$(lab_image)
  for folder in "$cache"/os-????????????* "$cache"/lab-????????????*; do
    [[ -d $folder && $folder != "$os" && $folder != "$lab" ]] || continue
    grep -qF "$folder" /proc/self/mountinfo || rm -rf "$folder"
  done
}

build_images() {
  mkdir -p "$cache"
  (
    flock 8
    build_os_image
    build_lab_image
    prune_images
  ) 8>"$cache/lock"
}
