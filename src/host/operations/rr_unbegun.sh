# shellcheck shell=sh

# Notes that the first operation of a step was not begun: nothing was done for the step, for it ends with that.
rr_unbegun() {
  [ "$rr_op" != 1 ] || [ -z "$rr_here" ] || printf '' >"$rr_here/unbegun"
}
