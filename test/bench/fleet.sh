# fleet.sh FOLDER ADDRESS...: in namespaces of its own (network, mounts, processes), one sshd that answers on all of
# these addresses, each with a file root of its own in memory. Ends with all it has started, mounts and addresses too.
set -e
folder=$1
shift
ip link set lo up
ip route add local 10.78.0.0/16 dev lo
mount -t tmpfs -o mode=0755 fleet "$folder/hosts"
for address; do
  root=$folder/hosts/$address
  mkdir -p "$root/usr" "$root/etc" "$root/proc" "$root/dev" "$root/srv" "$root/tmp" "$root/run" "$root/var/lib" "$root/var/tmp"
  mkdir -m 0700 "$root/root"
  chmod 1777 "$root/tmp" "$root/var/tmp"
  mount --bind /usr "$root/usr"
  mount --bind -o ro /etc "$root/etc"
  mount -t proc proc "$root/proc"
  mount --rbind /dev "$root/dev"
  for name in bin sbin lib lib64; do
    if [ -h "/$name" ]; then
      ln -s "$(readlink "/$name")" "$root/$name"
    elif [ -d "/$name" ]; then
      mkdir "$root/$name"
      mount --bind "/$name" "$root/$name"
    fi
  done
done
exec /usr/sbin/sshd -D -f "$folder/sshd_config" -E "$folder/log"
