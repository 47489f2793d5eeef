# shellcheck shell=sh
# needs: rr_await rr_dropped rr_output rr_refuse

# Says how what was started in $1 ended, waiting for it at most $2 s: one line, then what it wrote. The line of what has
# ended: `done`, its exit code, the bytes that were dropped, and what rr_run wrote of how it ended, if anything.
rr_answer() {
  rr_await "$1" "$2"
  if [ "$rr_end" != 'done' ]; then
    printf '%s\n' "$rr_end"
    rr_output "$1" err >&2
    return 0
  fi
  [ "$rr_code" != fenced ] ||
    rr_refuse 'this run has meanwhile been rolled back or taken over on the host' || return 0
  rr_dropped "$1" out
  rr_answer_lost=$rr_lost
  rr_dropped "$1" err
  rr_answer_how=
  { read -r rr_answer_how <"$1/how"; } 2>/dev/null
  printf 'done %s %s %s\n' "$rr_code" "$((rr_answer_lost + rr_lost))" "$rr_answer_how"
  rr_output "$1" out
  rr_output "$1" err >&2
}
