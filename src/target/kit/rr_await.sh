# shellcheck shell=sh
# needs: rr_alive rr_nap

# Waits at most about $2 seconds for what was started in $1. Sets rr_end: done, interrupted or running.
rr_await() {
  rr_await_left=$(($2 * 20))
  while [ ! -e "$1/rc" ]; do
    if ! rr_alive "$1"; then
      # It may have ended between the two looks.
      rr_end=interrupted
      [ -e "$1/rc" ] && rr_end='done'
      return 0
    fi
    rr_end=running
    [ "$rr_await_left" -gt 0 ] || return 0
    rr_await_left=$((rr_await_left - 1))
    rr_nap
  done
  rr_end='done'
}
