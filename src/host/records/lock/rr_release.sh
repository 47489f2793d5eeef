# shellcheck shell=sh
# needs: rr_acting rr_refuse rr_unlock

# Gives the host free if run $1 has it and nothing of it runs any more.
rr_release() {
  [ -z "$rr_state_root_wrong" ] || rr_refuse "$rr_state_root_wrong" || return 0
  ! rr_acting "$1" || rr_refuse "$rr_acts of run $1 still runs on this host" || return 0
  rr_unlock "$1" || return 0
  printf 'finished\n'
}
