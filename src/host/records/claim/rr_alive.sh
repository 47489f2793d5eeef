# shellcheck shell=sh
# needs: rr_alive_in rr_claimant

# True while what belongs to $1, the folder of a step or of an undo, may still be on its way or run: it was claimed since
# the last boot, and one of its recorded processes is there. Until those are recorded, the shell that claimed it counts.
rr_alive() {
  if [ -s "$1/pgid" ]; then
    { read -r rr_alive_boot <"$1/boot_id"; } 2>/dev/null && [ "$rr_alive_boot" = "$rr_boot" ] &&
      rr_alive_in "$1/pgid"
  else
    rr_claimant "$1"
    rr_alive_in "$rr_claimant"
  fi
}
