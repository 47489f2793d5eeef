# shellcheck shell=sh

# Prints the stream $2 as far as it was kept in the folder $1.
rr_output() {
  [ -s "$1/$2" ] && cat "$1/$2"
  [ -s "$1/started/$2.next" ] && cat "$1/started/$2.next" "$1/started/$2.tail" 2>/dev/null
  [ "$2" = err ] && [ -s "$1/started/note" ] && cat "$1/started/note"
  [ "$2" = err ] && [ -s "$1/started/said" ] && cat "$1/started/said"
  :
}
