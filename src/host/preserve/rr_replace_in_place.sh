# shellcheck shell=sh
# needs: rr_copy_attributes rr_hold rr_sync

# Writes the copy $1 into a file that is still one of several hard links, so that they stay together. 1 for any other, and
# for what somebody else may have put there; 2 when it cannot be written.
rr_replace_in_place() {
  case $rr_restore_one_before,$rr_restore_one_now in file*,file*) ;; *) return 1 ;; esac
  rr_hold 2>/dev/null && [ "$rr_links" != 1 ] && [ -f "$rr_lock_status" ] && [ ! -h "$rr_lock_status" ] || return 1
  [ "$rr_restore_one_now" = "$rr_restore_one_before" ] || cat -- "$1" >"$rr_lock_status" || return 2
  rr_copy_attributes "$1" "$rr_lock_status" && rr_sync "$rr_lock_status" || return 2
}
