# shellcheck shell=sh

# Sets rr_lost to how many bytes at least of the stream $2 rr_spool has not kept in the folder $1.
rr_dropped() {
  rr_lost=0
  { read -r rr_dropped_end rr_dropped_half <"$1/$2.end"; } 2>/dev/null
  [ "$rr_dropped_end" = 'cut' ] || return 0
  { read -r rr_lost <"$1/$2.more"; } 2>/dev/null
  rr_lost=$((${rr_lost:-0} - rr_dropped_half))
  # Something was in hand when the limit was met.
  [ "$rr_lost" -gt 0 ] || rr_lost=1
}
