# shellcheck shell=dash
# Runs on the controller's machine, in namespaces of its own, with the node's folder as the working directory: puts the
# node's root together and hands over to its first process. $1 is the node's name.

fail() {
  printf '%s\n' "$*" >&2
  exit 1
}

# One process powers this node on at a time; the node's first process holds the lock as long as it lives.
for tool in flock setsid chroot mkfifo; do
  command -v "$tool" >/dev/null || fail "$tool: not found"
done
exec 9>lock
flock -n 9 || {
  echo busy
  exit 0
}
# The controller makes the disk while nobody else can.
echo locked
read -r _ || exit 0

[ -x root/usr/local/sbin/systemctl ] || fail 'its disk lies on a file system that is mounted noexec'

# Powered off in good order and the machine not restarted since: the node goes on. Else it starts anew.
read -r machine </proc/sys/kernel/random/boot_id
mode=boot
if [ -e wire/clean ]; then
  read -r before <wire/clean
  [ "$before" != "$machine" ] || mode=resume
fi
export mode
[ "$mode" = resume ] || cat /proc/sys/kernel/random/uuid >boot_id
echo "$machine" >wire/machine

# All at once: a process for each mount would take three times as long.
mount -a -T mounts || fail 'cannot mount what the node is made of'
# Some mount programs forget `ro` with `bind`. One line of the kernel's list tells.
if grep -q "root/run/host/usr [^ ]* rw" /proc/self/mounts; then
  while read -r _ where _ options _; do
    case $options in *bind,ro*) mount -o "remount,bind,${options#*bind,}" "$where" || fail "cannot protect $where" ;; esac
  done <mounts
fi
hostname "$1" 2>/dev/null
ip link set lo up 2>/dev/null || ifconfig lo up 2>/dev/null

umask 022
exec chroot root /bin/sh /usr/local/lib/sandbox/init.sh
