# shellcheck shell=sh

# Sets rr_state to what the run in the folder $1 has come to on this host, or to none.
rr_state() {
  for rr_state in armed firing confirmed rolledback rollback-failed left; do
    [ -e "$1/$rr_state" ] && return 0
  done
  rr_state=none
}
