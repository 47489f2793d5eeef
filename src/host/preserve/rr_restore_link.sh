# shellcheck shell=sh
# needs: rr_fail rr_hold rr_stage rr_unstage

# Gives the link ./$rr_name, which says what it did, owner and time of its copy $1.
rr_restore_link() {
  rr_stage || return 1
  rr_hold && { [ -h "$rr_lock_status" ] || rr_fail "refused: $rr_path was a link just now"; } &&
    chown -h -- "$(stat -c '%u:%g' -- "$1")" "$rr_lock_status"
  rr_restore_link_code=$?
  # Not everywhere can a link have a time set.
  [ "$rr_restore_link_code" -ne 0 ] || touch -h -r "$1" -- "$rr_lock_status" 2>/dev/null
  rr_unstage as-it-was && return "$rr_restore_link_code"
}
