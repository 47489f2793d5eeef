# shellcheck shell=sh
# needs: rr_born

# True while what belongs to $1, the folder of a step or of an undo, may still be on its way or run: it was claimed since
# the last boot, and one of its recorded processes is there. Until those are recorded, the shell that claimed it counts.
rr_alive() {
  { read -r rr_alive_boot <"$1/boot_id"; } 2>/dev/null || return 1
  [ "$rr_alive_boot" = "$rr_boot" ] || return 1
  rr_alive_list=$1/pgid
  [ -s "$rr_alive_list" ] || rr_alive_list=$1/by
  [ -s "$rr_alive_list" ] || return 1
  while read -r rr_alive_pid rr_alive_birth; do
    rr_born "$rr_alive_pid" && [ "$rr_birth" = "$rr_alive_birth" ] && return 0
  done <"$rr_alive_list"
  return 1
}
