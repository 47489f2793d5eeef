# shellcheck shell=sh

# Says so when the disk of the folder $1 is full: what the shells themselves say of that is no help to anybody.
rr_no_room() {
  df -P -k "$1" 2>/dev/null | while read -r _ _ _ rr_no_room_left _; do
    [ "$rr_no_room_left" != 0 ] || printf 'no space is left on the disk of %s\n' "$1" >&2
  done
}
