# shellcheck shell=sh

# Keeps the first and the last $2 bytes of standard input in ../$1 and $1.tail, and counts what comes after the first.
# Says with one byte on descriptor 3 that it has come to the end.
rr_spool() {
  head -c "$2" >"../$1"
  head -c 1 >"$1.next"
  if [ -s "$1.next" ]; then
    mkfifo "$1.count"
    wc -c <"$1.count" >"$1.more" &
    tee "$1.count" | tail -c "$2" >"$1.tail"
    wait
  fi
  printf . >&3
}
