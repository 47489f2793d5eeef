# shellcheck shell=sh

# rr_firewall_frame PROGRAM: of what PROGRAM-save prints the lines that tell whether it is all, in the form of rr_firewall:
# tables, COMMITs, and what it could not show. Nothing for a program that is not there, or whose addresses the kernel lacks.
rr_firewall_frame() {
  command -v "$1-save" >/dev/null 2>&1 || return 0
  [ "$1" = iptables ] || [ -e /proc/net/if_inet6 ] || return 0
  echo "=$1-save"
  {
    timeout 60 "$1-save"
    echo "=end $?"
  } | grep -e '^#.*incompatible' -e '^\*' -e '^COMMIT' -e '^=end '
}
