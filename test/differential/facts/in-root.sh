#!/bin/sh
# in-root.sh ROOT COMMAND…: runs a command on this machine as if it were another: in namespaces of its own, with copies of
# /etc, /usr and /dev that may be changed, after roots/ROOT.sh has laid there what that machine has. Must be root.
set -e
here=$(cd "$(dirname "$0")" && pwd)
if [ "$1" != --inside ]; then exec unshare --mount --net --uts sh "$0" --inside "$@"; fi
shift
root=$1
shift
mount --make-rprivate /
mount -t sysfs sysfs /sys
mount -t tmpfs tmpfs /mnt
for folder in etc usr dev; do
  mkdir -p "/mnt/$folder/upper" "/mnt/$folder/work"
  mount -t overlay overlay -o "lowerdir=/$folder,upperdir=/mnt/$folder/upper,workdir=/mnt/$folder/work" "/$folder"
done
# That this machine could have guests of its own says nothing of the other one.
rm -f /dev/kvm
rm -f /etc/os-release /etc/debian_version /etc/*-release /usr/lib/os-release /usr/bin/lsb_release
. "$here/roots/${root%%:*}.sh"
lay "${root#*:}" >/dev/null
cd /root
umount -l /mnt
exec env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LOGNAME=root LANG=C.UTF-8 "$@"
