# lay: a server with much to tell: disks, a bridge, a bond and a VLAN, facts of its own.
lay() {
  hostname web1
  echo '127.0.0.1 localhost
192.0.2.10 web1.example.org web1' >/etc/hosts
  echo 'hosts: files' >/etc/nsswitch.conf
  printf 'passwd: files\ngroup: files\n' >>/etc/nsswitch.conf
  echo 12.5 >/etc/debian_version
  printf 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nNAME="Debian GNU/Linux"\nVERSION_ID="12"\nVERSION="12 (bookworm)"\nVERSION_CODENAME=bookworm\nID=debian\n' \
    >/etc/os-release
  echo 0123456789abcdef0123456789abcdef >/etc/machine-id
  cover /var/lib/dbus
  rm -f /etc/ssh/ssh_host_*
  echo 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIexample root@web1' >/etc/ssh/ssh_host_ed25519_key.pub
  echo 'ssh-rsa AAAAB3NzaC1yc2Eexample root@web1' >/etc/ssh/ssh_host_rsa_key.pub
  resolver
  own_facts
  processes
  network
  disks
}

# An empty folder over another.
cover() {
  mkdir -p "$1"
  mount -t tmpfs tmpfs "$1"
}

# A text over a file that the kernel has made up.
instead_of() {
  cat >"/etc/instead-of-${1##*/}"
  mount --bind "/etc/instead-of-${1##*/}" "$1"
}

resolver() {
  cat >/etc/instead-of-resolv <<'EOF'
# by hand
domain example.org
search example.org example.net
nameserver 192.0.2.53
nameserver 2001:db8::53
options ndots:2 rotate
EOF
  rm -f /etc/resolv.conf
  mv /etc/instead-of-resolv /etc/resolv.conf
  mkdir -p /etc/iscsi /etc/nvme
  printf '## comment\nInitiatorName=iqn.1993-08.org.debian:01:44a42c8ddb8b\n' >/etc/iscsi/initiatorname.iscsi
  echo 'nqn.2014-08.org.nvmexpress:uuid:2cd61a74-17f9-4c22-b350-3020020c458d' >/etc/nvme/hostnqn
}

own_facts() {
  mkdir -p /etc/ansible/facts.d
  cd /etc/ansible/facts.d
  echo '{"role": "web", "weight": 1.0, "list": [1, null, true]}' >site.fact
  printf '[General]\nName = two words\nOther: 50%%%%\n  goes on\n; comment\n[DEFAULT]\nbase=/srv\n[Paths]\nRoot=%%(base)s/www\n' \
    >ini.fact
  printf 'neither nor\n' >broken.fact
  printf '#!/bin/sh\necho "{\\"from\\": \\"$0\\"}"\n' >run.fact
  printf '#!/bin/sh\necho no luck >&2\nexit 3\n' >fails.fact
  chmod 755 run.fact fails.fact
  cd /
}

processes() {
  instead_of /proc/cmdline <<'EOF'
BOOT_IMAGE=/vmlinuz root=UUID=abc ro quiet console=tty0 console=ttyS0,115200 opt="a b" "x y=1" last
EOF
  {
    for number in 0 1 2 3 4 5 6 7; do
      printf 'processor\t: %s\nvendor_id\t: GenuineIntel\nmodel name\t: Intel(R) Xeon(R) E5-2620\n' "$number"
      printf 'physical id\t: %s\nsiblings\t: 4\ncore id\t\t: %s\ncpu cores\t: 2\nflags\t\t: fpu vme de\n\n' \
        "$((number / 4))" "$((number % 2))"
    done
  } | instead_of /proc/cpuinfo
  instead_of /proc/meminfo <<'EOF'
MemTotal:       16314208 kB
MemFree:         1203844 kB
MemAvailable:    9203844 kB
Buffers:          203844 kB
Cached:          8203844 kB
SwapCached:         1024 kB
SwapTotal:       2097148 kB
SwapFree:        2096124 kB
EOF
  echo '0.52 0.58 0.59 1/467 12345' | instead_of /proc/loadavg
  echo 1 | instead_of /proc/sys/crypto/fips_enabled 2>/dev/null || :
}

network() {
  ip link set lo up
  pair eth0 10
  ip address add 192.0.2.10/24 brd 192.0.2.255 dev eth0
  ip address add 192.0.2.11/24 dev eth0 label eth0:1
  ip address add 198.51.100.7/25 dev eth0
  ip -6 address add 2001:db8::10/64 dev eth0 nodad
  ip link set eth0 mtu 1400 up
  ip route add default via 192.0.2.1 dev eth0
  ip -6 route add default via 2001:db8::1 dev eth0
  ip link add br-ext address 02:00:00:00:00:20 type bridge stp_state 0
  pair port1 21
  ip link set port1 master br-ext
  ip address add 10.1.0.1/16 dev br-ext
  ip link add link eth0 name eth0.100 address 02:00:00:00:00:30 type vlan id 100 2>/dev/null || :
  pair ptp0 40
  ip address add 10.8.0.2 peer 10.8.0.1 dev ptp0
}

# An interface, and the other end of its cable.
pair() {
  ip link add "$1" address "02:00:00:00:00:$2" type veth peer name "far-$1" address "02:00:00:00:01:$2"
  ip link set "far-$1" up
}

disks() {
  cover /dev/disk
  cover /sys/block
  mkdir -p /dev/disk/by-id /dev/disk/by-uuid /dev/disk/by-label /etc/disks
  disk sda 2048000 pci0000:00/0000:00:1f.2/ata1/block/sda
  disk dm-0 1024000 virtual/block/dm-0
  sda=/etc/disks/pci0000:00/0000:00:1f.2/ata1/block/sda
  mkdir -p "$sda/sda1/holders" "$sda/sda2/holders/dm-0/dm" "$sda/device"
  echo 2048 >"$sda/sda1/start"
  echo 204800 >"$sda/sda1/size"
  echo 206848 >"$sda/sda2/start"
  echo 1841152 >"$sda/sda2/size"
  echo ATA >"$sda/device/vendor"
  echo 'WDC WD10EZEX' >"$sda/device/model"
  echo WD-12345 >"$sda/device/serial"
  mkdir -p /etc/disks/virtual/block/dm-0/dm /etc/disks/virtual/block/dm-0/slaves/sda2
  echo vg0-root >/etc/disks/virtual/block/dm-0/dm/name
  echo vg0-root >"$sda/sda2/holders/dm-0/dm/name"
  ln -s ../../sda /dev/disk/by-id/wwn-0x50014ee2b1234567
  ln -s ../../sda /dev/disk/by-id/ata-WDC_WD10EZEX_WD-12345
  ln -s ../../sda1 /dev/disk/by-uuid/57b1a3e7-9019-4747-9809-7ec52bba9179
  ln -s ../../sda1 /dev/disk/by-label/boot
}

disk() {
  real=/etc/disks/$3
  mkdir -p "$real/queue" "$real/holders"
  ln -s "../../etc/disks/$3" "/sys/block/$1"
  echo "$2" >"$real/size"
  echo 0 >"$real/removable"
  echo 1 >"$real/queue/rotational"
  echo 'none [mq-deadline] kyber' >"$real/queue/scheduler"
  echo 512 >"$real/queue/logical_block_size"
  echo 0 >"$real/queue/discard_granularity"
}
