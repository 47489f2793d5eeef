# shellcheck shell=sh
# needs: rr_alive rr_nap rr_process_id

# Ends what was started in $1: its process groups are asked to go, and after 10 s made to. False when something stayed.
rr_stop() {
  rr_stop_left=200
  rr_stop_signal=TERM
  while rr_alive "$1"; do
    if [ -n "$rr_stop_signal" ] && [ -s "$1/pgid" ]; then
      while read -r rr_stop_pid rr_stop_birth; do
        # The number may have gone to a stranger; a group whose leader is gone is still ours, its number is not reused.
        rr_process_id "$rr_stop_pid" && [ "$rr_birth" != "$rr_stop_birth" ] && continue
        kill -"$rr_stop_signal" -"$rr_stop_pid" 2>/dev/null
      done <"$1/pgid"
      rr_stop_signal=
    fi
    rr_stop_left=$((rr_stop_left - 1))
    [ "$rr_stop_left" -eq 40 ] && rr_stop_signal=KILL
    [ "$rr_stop_left" -gt 0 ] || return 1
    rr_nap
  done
}
