# lay NAME: what a distribution of this name has in /etc, and which package managers.
lay() {
  rm -f /usr/bin/apt-get /usr/bin/rpm
  case $1 in
    alpine*) programs='' ;;
    debian* | ubuntu* | kali | mint | devuan | raspbian | pop) programs=/usr/bin/apt-get ;;
    opensuse* | sles*) programs=/usr/bin/zypper ;;
    arch | manjaro) programs=/usr/bin/pacman ;;
    centos-7 | rhel-7 | amazon-2) programs=/usr/bin/yum ;;
    *) programs='/usr/bin/yum /usr/bin/dnf' ;;
  esac
  for program in $programs; do : >"$program"; done
  "$(echo "$1" | tr -d .-)"
}
os_release() { cat >/etc/os-release; }
red_hat() { for file in "$@"; do echo "$line" >"/etc/$file-release"; done; }

debian11() {
  echo 11.7 >/etc/debian_version
  os_release <<'EOF'
PRETTY_NAME="Debian GNU/Linux 11 (bullseye)"
NAME="Debian GNU/Linux"
VERSION_ID="11"
VERSION="11 (bullseye)"
VERSION_CODENAME=bullseye
ID=debian
EOF
}
debiansid() {
  echo trixie/sid >/etc/debian_version
  os_release <<'EOF'
PRETTY_NAME="Debian GNU/Linux trixie/sid"
NAME="Debian GNU/Linux"
VERSION_CODENAME=trixie
ID=debian
EOF
}
ubuntu2204() {
  echo bookworm/sid >/etc/debian_version
  printf 'DISTRIB_ID=Ubuntu\nDISTRIB_RELEASE=22.04\nDISTRIB_CODENAME=jammy\nDISTRIB_DESCRIPTION="Ubuntu 22.04.3 LTS"\n' \
    >/etc/lsb-release
  os_release <<'EOF'
PRETTY_NAME="Ubuntu 22.04.3 LTS"
NAME="Ubuntu"
VERSION_ID="22.04"
VERSION="22.04.3 LTS (Jammy Jellyfish)"
VERSION_CODENAME=jammy
ID=ubuntu
ID_LIKE=debian
UBUNTU_CODENAME=jammy
EOF
}
ubuntu1404() {
  echo jessie/sid >/etc/debian_version
  printf 'DISTRIB_ID=Ubuntu\nDISTRIB_RELEASE=14.04\nDISTRIB_CODENAME=trusty\nDISTRIB_DESCRIPTION="Ubuntu 14.04.6 LTS"\n' \
    >/etc/lsb-release
  os_release <<'EOF'
NAME="Ubuntu"
VERSION="14.04.6 LTS, Trusty Tahr"
ID=ubuntu
ID_LIKE=debian
PRETTY_NAME="Ubuntu 14.04.6 LTS"
VERSION_ID="14.04"
EOF
}
kali() {
  echo kali-rolling >/etc/debian_version
  os_release <<'EOF'
PRETTY_NAME="Kali GNU/Linux Rolling"
NAME="Kali GNU/Linux"
VERSION_ID="2023.2"
VERSION="2023.2"
VERSION_CODENAME=kali-rolling
ID=kali
ID_LIKE=debian
EOF
}
mint() {
  echo bookworm/sid >/etc/debian_version
  os_release <<'EOF'
NAME="Linux Mint"
VERSION="21.1 (Vera)"
ID=linuxmint
ID_LIKE="ubuntu debian"
PRETTY_NAME="Linux Mint 21.1"
VERSION_ID="21.1"
VERSION_CODENAME=vera
UBUNTU_CODENAME=jammy
EOF
}
devuan() {
  echo chimaera/ceres >/etc/debian_version
  os_release <<'EOF'
PRETTY_NAME="Devuan GNU/Linux 4 (chimaera)"
NAME="Devuan GNU/Linux"
VERSION_ID="4"
VERSION="4 (chimaera)"
VERSION_CODENAME="chimaera"
ID=devuan
ID_LIKE=debian
EOF
}
raspbian() {
  echo 10.13 >/etc/debian_version
  os_release <<'EOF'
PRETTY_NAME="Raspbian GNU/Linux 10 (buster)"
NAME="Raspbian GNU/Linux"
VERSION_ID="10"
VERSION="10 (buster)"
VERSION_CODENAME=buster
ID=raspbian
ID_LIKE=debian
EOF
}
pop() {
  echo bookworm/sid >/etc/debian_version
  os_release <<'EOF'
NAME="Pop!_OS"
VERSION="22.04 LTS"
ID=pop
ID_LIKE="ubuntu debian"
PRETTY_NAME="Pop!_OS 22.04 LTS"
VERSION_ID="22.04"
VERSION_CODENAME=jammy
UBUNTU_CODENAME=jammy
EOF
}
centos7() {
  line='CentOS Linux release 7.9.2009 (Core)'
  red_hat centos redhat system
  os_release <<'EOF'
NAME="CentOS Linux"
VERSION="7 (Core)"
ID="centos"
ID_LIKE="rhel fedora"
VERSION_ID="7"
PRETTY_NAME="CentOS Linux 7 (Core)"
EOF
}
centosstream9() {
  line='CentOS Stream release 9'
  red_hat centos redhat system
  os_release <<'EOF'
NAME="CentOS Stream"
VERSION="9"
ID="centos"
ID_LIKE="rhel fedora"
VERSION_ID="9"
PLATFORM_ID="platform:el9"
PRETTY_NAME="CentOS Stream 9"
EOF
}
rhel7() {
  line='Red Hat Enterprise Linux Server release 7.9 (Maipo)'
  red_hat redhat system
  os_release <<'EOF'
NAME="Red Hat Enterprise Linux Server"
VERSION="7.9 (Maipo)"
ID="rhel"
ID_LIKE="fedora"
VARIANT="Server"
VERSION_ID="7.9"
PRETTY_NAME="Red Hat Enterprise Linux Server 7.9 (Maipo)"
EOF
}
rhel8() {
  line='Red Hat Enterprise Linux release 8.6 (Ootpa)'
  red_hat redhat system
  os_release <<'EOF'
NAME="Red Hat Enterprise Linux"
VERSION="8.6 (Ootpa)"
ID="rhel"
ID_LIKE="fedora"
VERSION_ID="8.6"
PLATFORM_ID="platform:el8"
PRETTY_NAME="Red Hat Enterprise Linux 8.6 (Ootpa)"
EOF
}
rocky9() {
  line='Rocky Linux release 9.2 (Blue Onyx)'
  red_hat rocky redhat system
  os_release <<'EOF'
NAME="Rocky Linux"
VERSION="9.2 (Blue Onyx)"
ID="rocky"
ID_LIKE="rhel centos fedora"
VERSION_ID="9.2"
PRETTY_NAME="Rocky Linux 9.2 (Blue Onyx)"
EOF
}
alma8() {
  line='AlmaLinux release 8.8 (Sapphire Caracal)'
  red_hat almalinux redhat system
  os_release <<'EOF'
NAME="AlmaLinux"
VERSION="8.8 (Sapphire Caracal)"
ID="almalinux"
ID_LIKE="rhel centos fedora"
VERSION_ID="8.8"
PRETTY_NAME="AlmaLinux 8.8 (Sapphire Caracal)"
EOF
}
oracle8() {
  line='Oracle Linux Server release 8.8'
  red_hat oracle system
  echo 'Red Hat Enterprise Linux release 8.8 (Ootpa)' >/etc/redhat-release
  os_release <<'EOF'
NAME="Oracle Linux Server"
VERSION="8.8"
ID="ol"
ID_LIKE="fedora"
VERSION_ID="8.8"
PRETTY_NAME="Oracle Linux Server 8.8"
EOF
}
fedora38() {
  line='Fedora release 38 (Thirty Eight)'
  red_hat fedora redhat system
  os_release <<'EOF'
NAME="Fedora Linux"
VERSION="38 (Server Edition)"
ID=fedora
VERSION_ID=38
VERSION_CODENAME=""
PRETTY_NAME="Fedora Linux 38 (Server Edition)"
EOF
}
amazon2() {
  line='Amazon Linux release 2 (Karoo)'
  red_hat system
  os_release <<'EOF'
NAME="Amazon Linux"
VERSION="2"
ID="amzn"
ID_LIKE="centos rhel fedora"
VERSION_ID="2"
PRETTY_NAME="Amazon Linux 2"
EOF
}
amazon2023() {
  line='Amazon Linux release 2023 (Amazon Linux)'
  red_hat amazon-linux system
  os_release <<'EOF'
NAME="Amazon Linux"
VERSION="2023"
ID="amzn"
ID_LIKE="fedora"
VERSION_ID="2023"
PRETTY_NAME="Amazon Linux 2023"
EOF
}
alpine317() {
  echo 3.17.3 >/etc/alpine-release
  : >/usr/sbin/apk
  os_release <<'EOF'
NAME="Alpine Linux"
ID=alpine
VERSION_ID=3.17.3
PRETTY_NAME="Alpine Linux v3.17"
EOF
}
opensuseleap155() {
  os_release <<'EOF'
NAME="openSUSE Leap"
VERSION="15.5"
ID="opensuse-leap"
ID_LIKE="suse opensuse"
VERSION_ID="15.5"
PRETTY_NAME="openSUSE Leap 15.5"
EOF
}
opensusetumbleweed() {
  os_release <<'EOF'
NAME="openSUSE Tumbleweed"
ID="opensuse-tumbleweed"
ID_LIKE="opensuse suse"
VERSION_ID="20230615"
PRETTY_NAME="openSUSE Tumbleweed"
EOF
}
sles154() {
  os_release <<'EOF'
NAME="SLES"
VERSION="15-SP4"
VERSION_ID="15.4"
PRETTY_NAME="SUSE Linux Enterprise Server 15 SP4"
ID="sles"
ID_LIKE="suse"
EOF
}
arch() {
  : >/etc/arch-release
  os_release <<'EOF'
NAME="Arch Linux"
PRETTY_NAME="Arch Linux"
ID=arch
BUILD_ID=rolling
EOF
}
manjaro() {
  os_release <<'EOF'
NAME="Manjaro Linux"
ID=manjaro
ID_LIKE=arch
BUILD_ID=rolling
PRETTY_NAME="Manjaro Linux"
EOF
}
gentoo() {
  echo 'Gentoo Base System release 2.14' >/etc/gentoo-release
  os_release <<'EOF'
NAME=Gentoo
ID=gentoo
PRETTY_NAME="Gentoo Linux"
VERSION_ID="2.14"
EOF
}
openeuler() {
  line='openEuler release 22.03 LTS'
  red_hat openEuler system
  os_release <<'EOF'
NAME="openEuler"
VERSION="22.03 LTS"
ID="openEuler"
VERSION_ID="22.03"
PRETTY_NAME="openEuler 22.03 LTS"
EOF
}
flatcar() {
  os_release <<'EOF'
NAME="Flatcar Container Linux by Kinvolk"
ID=flatcar
ID_LIKE=coreos
VERSION=3510.2.2
VERSION_ID=3510.2.2
PRETTY_NAME="Flatcar Container Linux by Kinvolk 3510.2.2 (Oklo)"
EOF
}
unknown() { :; }
