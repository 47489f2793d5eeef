# shellcheck shell=sh
# needs: rr_alive rr_nap

# Waits at most about $2 seconds for what was started in $1. Sets rr_end: done, interrupted or running; and rr_code, when
# it is done: its exit code, or `fenced`.
rr_await() {
  rr_await_left=$(($2 * 20))
  while rr_alive "$1"; do
    rr_end=running
    [ "$rr_await_left" -gt 0 ] || return 0
    rr_await_left=$((rr_await_left - 1))
    rr_nap
  done
  # Only what has ended is read: its result is durable then.
  rr_end=interrupted
  { read -r rr_code rr_await_word <"$1/rc"; } 2>/dev/null && [ "$rr_await_word" = ended ] && rr_end='done'
  return 0
}
