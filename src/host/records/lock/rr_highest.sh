# shellcheck shell=sh

# Sets rr_highest to the highest token ever granted on this host; 0 before the first.
rr_highest() {
  rr_highest=0
  [ -e "$rr_root/token" ] || return 0
  read -r rr_highest <"$rr_root/token"
  case $rr_highest in
    '' | *[!0-9]*) rr_highest=0 ;;
  esac
}
