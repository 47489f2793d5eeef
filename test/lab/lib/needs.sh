# shellcheck shell=bash disable=SC2154 # variables of settings.sh
# What the controller must have: root, and a few Debian packages, installed when they are missing.

need_root() { ((EUID == 0)) || die "needs root: run it with sudo"; }

# command package
needs='debootstrap debootstrap
systemd-nspawn systemd-container
iptables iptables
ssh openssh-client
ssh-keygen openssh-client
ip iproute2
setsid util-linux
flock util-linux
chattr e2fsprogs'

missing_packages() {
  local command package
  while read -r command package; do
    command -v "$command" >/dev/null || echo "$package"
  done <<<"$needs" | sort -u | tr '\n' ' '
}

need_packages() {
  local packages log=$state/packages.log
  packages=$(missing_packages)
  [[ -n $packages ]] || return 0
  command -v apt-get >/dev/null || die "missing: ${packages% } (no apt-get here: install them by hand)"
  say "installing ${packages% }"
  export DEBIAN_FRONTEND=noninteractive
  # shellcheck disable=SC2086 # a list of words
  apt-get install -y --no-install-recommends $packages >"$log" 2>&1 ||
    { apt-get update >>"$log" 2>&1 && apt-get install -y --no-install-recommends $packages >>"$log" 2>&1; } ||
    die "missing: ${packages% } (apt-get could not install them; see $log)"
}

need_overlay() {
  grep -qw overlay /proc/filesystems || modprobe overlay 2>/dev/null || die "missing: the kernel's overlay file system"
}
