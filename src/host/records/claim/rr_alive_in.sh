# shellcheck shell=sh
# needs: rr_process_id

# True while one of the processes in the file $1 is there: a line has its number, what rr_process_id tells of it and, where it
# may be from before, the boot it belongs to.
rr_alive_in() {
  [ -s "$1" ] || return 1
  while read -r rr_alive_pid rr_alive_birth rr_alive_boot; do
    [ "${rr_alive_boot:-$rr_boot}" = "$rr_boot" ] && rr_process_id "$rr_alive_pid" &&
      [ "$rr_birth" = "$rr_alive_birth" ] && return 0
  done <"$1"
  return 1
}
