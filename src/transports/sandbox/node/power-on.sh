# shellcheck shell=dash
# Runs on the controller's machine, in namespaces of its own, with the node's folder as the working directory:
# puts the node's root together and hands over to its first process. $1 is the node's name, $2 what sshd tells
# a command of its connection.

fail() {
  printf '%s\n' "$*" >&2
  exit 1
}

name=$1

# One machine powers this node on at a time; the first process holds the lock as long as it lives.
exec 9>lock
flock -n 9 || {
  echo busy
  exit 0
}

# The controller makes the disk while nobody else can.
echo locked
read -r _ || exit 0

# Powered off in good order and the machine not restarted since: the node goes on. Else it starts anew.
read -r machine </proc/sys/kernel/random/boot_id
mode=boot
if [ -e wire/clean ]; then
  read -r before <wire/clean
  [ "$before" != "$machine" ] || mode=resume
fi
[ "$mode" = resume ] || cat /proc/sys/kernel/random/uuid >boot_id
echo "$machine" >wire/machine

mount --rbind /usr root/run/host/usr || fail "cannot bind /usr"
# Flags may be added in a user namespace, never taken away: naming all three works whatever /usr is mounted with.
mount -o remount,bind,ro,nosuid,nodev root/run/host/usr || fail "cannot make /usr read-only"
mount --bind wire root/run/host/wire || fail "cannot bind the wire"
while read -r from to; do
  mount --bind "$from" "root/$to" || fail "cannot bind $from"
done <mounts
mount -t proc proc root/proc || fail "cannot mount /proc"

# With uid 0 outside too, the kernel lets a node write what belongs to the machine: keep it to its own network.
mount --bind root/proc/sys root/proc/sys &&
  mount --bind root/proc/sys/net root/proc/sys/net &&
  mount -o remount,bind,ro,nosuid,nodev,noexec root/proc/sys &&
  mount --bind boot_id root/proc/sys/kernel/random/boot_id || fail "cannot protect /proc/sys"
[ ! -e /proc/sysrq-trigger ] || mount --bind /dev/null root/proc/sysrq-trigger || fail "cannot protect /proc"

hostname "$name" 2>/dev/null
ip link set lo up 2>/dev/null || ifconfig lo up 2>/dev/null

umask 022
exec env -i mode="$mode" SSH_CONNECTION="$2" chroot root /bin/sh /usr/local/lib/sandbox/init.sh
