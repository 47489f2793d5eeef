# shellcheck shell=sh
# needs: rr_copy_attributes rr_hold rr_sync

# Writes the copy $1 into a file that is still one of several hard links, so that they stay together. 1 for any other, and
# for what somebody else may have put there; 2 when it cannot be written.
rr_bring_in_place() {
  case $rr_bring_before,$rr_bring_now in file*,file*) ;; *) return 1 ;; esac
  rr_hold 2>/dev/null && [ "$rr_links" != 1 ] && [ -f "$rr_held" ] && [ ! -h "$rr_held" ] || return 1
  [ "$rr_bring_now" = "$rr_bring_before" ] || cat -- "$1" >"$rr_held" || return 2
  rr_copy_attributes "$1" "$rr_held" && rr_sync "$rr_held" || return 2
}
