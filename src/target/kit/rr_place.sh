# shellcheck shell=sh
# needs: rr_born

# Finds where this host keeps the records: sets rr_root, rr_boot, rr_place_birth (of this shell), and
# rr_place_wrong when the place cannot be trusted. Looks only. Called in the session's own shell, to be done once.
rr_place() {
  [ -n "$rr_root" ] && return 0
  rr_boot=unknown
  { read -r rr_boot </proc/sys/kernel/random/boot_id; } 2>/dev/null
  rr_born $$
  rr_place_birth=$rr_birth
  rr_place_uid=$(id -u)
  if [ -n "$rr_root_given" ]; then
    rr_root=$rr_root_given
  elif [ "$rr_place_uid" = 0 ]; then
    rr_root=/var/lib/rulerun
  elif [ -n "$XDG_STATE_HOME" ]; then
    rr_root=$XDG_STATE_HOME/rulerun
  else
    rr_place_home=$HOME
    # Some sudo settings keep the HOME of the one who called.
    [ -n "$rr_place_home" ] && [ -w "$rr_place_home" ] || eval "rr_place_home=~$(id -un)"
    rr_root=$rr_place_home/.local/state/rulerun
  fi
  rr_place_wrong=
  [ -e "$rr_root" ] || [ -h "$rr_root" ] || return 0
  rr_place_stat=$(stat -L -c '%u %a' "$rr_root" 2>&1)
  case $rr_place_stat in
    "$rr_place_uid "*[2367] | "$rr_place_uid "*[2367]?) rr_place_wrong="others can write to $rr_root" ;;
    "$rr_place_uid "*) [ -d "$rr_root" ] || rr_place_wrong="$rr_root is not a directory" ;;
    *) rr_place_wrong="$rr_root belongs to somebody else" ;;
  esac
}
