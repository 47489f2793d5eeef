# lay NAME: what firmware and the kernel say in a virtual machine, or in a container, of a kind.
lay() {
  # Disks lead there, and would lead nowhere.
  mount -t tmpfs tmpfs /sys/block
  mount -t tmpfs tmpfs /sys/devices/virtual
  mkdir -p /sys/devices/virtual/dmi/id
  case $1 in
    qemu) dmi sys_vendor=QEMU 'product_name=Standard PC (Q35 + ICH9, 2009)' bios_vendor=SeaBIOS bios_version=1.16.2 chassis_type=1 ;;
    rhv) dmi 'sys_vendor=Red Hat' product_family=RHV 'product_name=RHEL' chassis_type=99 ;;
    vmware) dmi 'sys_vendor=VMware, Inc.' 'product_name=VMware7,1' chassis_type=1 bios_date=11/12/2020 ;;
    virtualbox) dmi 'sys_vendor=innotek GmbH' 'bios_vendor=innotek GmbH' product_name=VirtualBox chassis_type=3 ;;
    hyperv) dmi 'sys_vendor=Microsoft Corporation' 'product_name=Virtual Machine' chassis_type=23 ;;
    ec2) dmi 'sys_vendor=Amazon EC2' product_name=t3.micro 'bios_vendor=Amazon EC2' chassis_type=1 ;;
    xen) dmi sys_vendor=Xen 'product_name=HVM domU' bios_vendor=Xen chassis_type=1 ;;
    openstack) dmi 'sys_vendor=OpenStack Foundation' 'product_name=OpenStack Nova' chassis_type=1 ;;
    iron) dmi 'sys_vendor=Dell Inc.' 'product_name=PowerEdge R640' product_serial=ABC1234 board_name=0H28RR chassis_type=23 ;;
    nspawn)
      dmi chassis_type=2
      mkdir -p /run/systemd
      mount -t tmpfs tmpfs /run/systemd
      echo systemd-nspawn >/run/systemd/container
      ;;
    lxc)
      dmi chassis_type=2
      echo '12:pids:/lxc/web1' >/etc/cgroup
      mount --bind /etc/cgroup /proc/1/cgroup
      ;;
  esac
}

dmi() {
  for pair; do echo "${pair#*=}" >"/sys/devices/virtual/dmi/id/${pair%%=*}"; done
}
