# shellcheck shell=sh

# The last thing in the script of a step or an undo: writes down its exit code $1 and ends with it.
rr_script_end() {
  [ -z "$rr_here" ] || printf '%s\n' "$1" >"$rr_here/code"
  exit "$1"
}
