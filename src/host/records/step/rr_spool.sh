# shellcheck shell=sh

# Keeps the first and, of what comes after them, the last $2 bytes (a multiple of 512) of standard input in $1 and
# $1.tail; $1.more counts what came after the first, less what cat had in hand at that moment. When it has come to the
# end it says so in $1.end, `all` or `cut` and $2, and with one byte on descriptor 3.
#
# cat writes what it reads at once, where head would keep it back: an input that a service holds open never ends, and
# what was said before must be there. It stops at the limit to the size of files, or when the disk is full; whatever
# then still comes is taken, so that whoever says it can go on.
rr_spool() {
  rr_spool_end=all
  (
    trap '' XFSZ 2>/dev/null
    ulimit -f "$(($2 / 512))"
    exec cat >"$1" 2>/dev/null
  ) || {
    rr_spool_end='cut'
    if mkfifo "$1.count" 2>/dev/null; then
      wc -c <"$1.count" >"$1.more" &
      tee "$1.count" 2>/dev/null | tail -c "$2" >"$1.tail" 2>/dev/null
      wait
    fi
    cat >/dev/null
  }
  printf '%s %s\n' "$rr_spool_end" "$2" >"$1.end"
  printf . >&3
}
