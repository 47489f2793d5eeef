# shellcheck shell=sh

# Sets rr_lost to how many bytes at least of the stream $1 rr_spool has not kept, when it keeps twice $2 and the two of
# them have ended with $3.
rr_dropped() {
  rr_lost=0
  case $3 in
    *"${1%??}"*)
      { read -r rr_lost <"$1.more"; } 2>/dev/null
      rr_lost=$((${rr_lost:-0} - $2))
      # Something was in hand when the limit was met.
      [ "$rr_lost" -gt 0 ] || rr_lost=1
      ;;
  esac
}
