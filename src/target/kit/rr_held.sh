# shellcheck shell=sh
# needs: rr_place

# rr_held: whether another run has this host, and whether a record could be kept here. Looks only. Prints the lines of
# the lock's owner (`run=` and `since=` among them), or `wrong WHY`, or nothing.
rr_held() {
  rr_place
  if [ -n "$rr_place_wrong" ]; then
    printf 'wrong %s\n' "$rr_place_wrong"
  elif [ -r "$rr_root/lock/owner" ]; then
    cat "$rr_root/lock/owner"
  fi
}
