# shellcheck shell=sh

# Sets rr_by to the last of the files by.1, by.2, … in the folder $1, which says what shell has the right to it, and
# rr_by_next to the one that would come after it; without any, rr_by to nothing and rr_by_next to the first.
rr_by() {
  rr_by=
  rr_by_next=$1/by.1
  rr_by_number=1
  while [ -e "$rr_by_next" ]; do
    rr_by=$rr_by_next
    rr_by_number=$((rr_by_number + 1))
    rr_by_next=$1/by.$rr_by_number
  done
}
