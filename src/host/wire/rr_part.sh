# shellcheck shell=sh

# Answers one question: the words are run in a subshell between the frame's mark, on both streams.
rr_part() {
  printf '%s(' "$rr_mark"
  printf '%s(' "$rr_mark" >&2
  ("$@") </dev/null
  rr_part_code=$?
  printf '%s)%03d' "$rr_mark" "$rr_part_code"
  printf '%s)%03d' "$rr_mark" "$rr_part_code" >&2
}
