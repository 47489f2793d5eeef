# shellcheck shell=sh

# Prints the stream $2 as far as it was kept in the folder $1.
rr_output() {
  [ -s "$1/$2" ] && cat "$1/$2"
  [ -s "$1/$2.tail" ] && cat "$1/$2.tail"
  [ "$2" = err ] || return 0
  [ -s "$1/note" ] && cat "$1/note"
  # The words of the shell that ran it: the only ones there are when it never came to an end.
  [ ! -s "$1/rc" ] && [ -s "$1/said" ] && cat "$1/said"
  return 0
}
