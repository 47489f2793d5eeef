# shellcheck shell=sh
# needs: rr_lock rr_no_room rr_ready rr_refuse rr_take_over rr_unlock

# Takes this host for run $1 at the controller's time $2, before the run changes anything anywhere, and proves that there
# is room for the record of a first step. With $3, the run that has the host now, it is taken over from that one.
rr_reserve() {
  rr_ready || return 0
  [ -z "$3" ] || rr_take_over "$3" || return 0
  rr_lock "$1" "$2" || return 0
  if head -c 524288 /dev/zero >"$rr_root/lock/room" && rm -f "$rr_root/lock/room"; then
    printf 'reserved\n'
    return 0
  fi
  rm -f "$rr_root/lock/room"
  rr_unlock "$1" || return 0
  rr_no_room "$rr_root"
  rr_refuse "there is no room for the record of a run in $rr_root" || return 0
}
