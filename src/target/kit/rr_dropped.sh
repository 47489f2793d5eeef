# shellcheck shell=sh

# Sets rr_dropped to how many bytes of the stream $1 rr_spool has counted and not kept, when it keeps twice $2.
rr_dropped() {
  rr_dropped=0
  [ -s "$1.more" ] || return 0
  read -r rr_dropped <"$1.more"
  rr_dropped=$((rr_dropped - $2))
  [ "$rr_dropped" -gt 0 ] || rr_dropped=0
}
