# shellcheck shell=sh

# Says in rr_state_root_wrong why the place of the records, as far as it is there, cannot be trusted; empty when it can. Looks
# only.
rr_trust() {
  rr_state_root_wrong=
  [ -e "$rr_root" ] || [ -h "$rr_root" ] || return 0
  case $rr_root in
    /var/tmp/*)
      # Anybody may have put it there.
      [ ! -h "$rr_root" ] || rr_state_root_wrong="$rr_root is a link"
      [ -z "$rr_state_root_wrong" ] || return 0
      ;;
  esac
  rr_trust_stat=$(stat -L -c '%u %a' "$rr_root" 2>&1)
  case $rr_trust_stat in
    "$rr_state_root_uid "*[2367] | "$rr_state_root_uid "*[2367]?) rr_state_root_wrong="others can write to $rr_root" ;;
    "$rr_state_root_uid "*) [ -d "$rr_root" ] || rr_state_root_wrong="$rr_root is not a directory" ;;
    *) rr_state_root_wrong="$rr_root belongs to somebody else" ;;
  esac
}
