# shellcheck shell=sh

# rr_fact_room SECONDS PATH…: a line `SIZE FRAGMENT BLOCKS AVAILABLE INODES FREE PATH` for each file system; a line
# `late PATH` for each when they do not answer in time.
rr_fact_room() {
  rr_fact_room_limit=$1
  shift
  timeout -k 1 "$rr_fact_room_limit" stat -f -c '%s %S %b %a %c %d %n' -- "$@" 2>/dev/null
  case $? in 124 | 137 | 143) printf 'late %s\n' "$@" ;; esac
  return 0
}
