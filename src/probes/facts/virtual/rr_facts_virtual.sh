# shellcheck shell=sh
# needs: rr_fact_files

# rr_facts_virtual: the traces that containers and virtual machines leave.
rr_facts_virtual() {
  echo facts
  rr_fact_files /proc/1/cgroup /run/systemd/container /.dockerenv /.dockerinit /proc/vz /proc/lve /proc/bc /proc/xen \
    /proc/xen/capabilities /dev/kvm /rhev '/sys/devices/virtual/dmi/id/product_name' \
    '/sys/devices/virtual/dmi/id/sys_vendor' '/sys/devices/virtual/dmi/id/product_family' \
    '/sys/devices/virtual/dmi/id/bios_vendor'
  echo '@ environ'
  tr '\000' '\n' </proc/1/environ 2>/dev/null | grep -e '^container=' -e 'container=lxc' -e 'container=podman'
  echo '@ status'
  grep -e '^VxID:' /proc/self/status
  echo '@ cpuinfo'
  grep -e '^model name' -e '^vendor_id' -e '^machine' /proc/cpuinfo | sort -u
  echo '@ modules'
  grep -e '^kvm ' -e '^vboxdrv ' -e '^virtio ' /proc/modules
  echo '@ product'
  PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
  ! command -v dmidecode >/dev/null 2>&1 || timeout 20 dmidecode -s system-product-name 2>/dev/null
  echo end
}
