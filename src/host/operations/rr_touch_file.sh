# shellcheck shell=sh
# needs: rr_dress rr_fail rr_fresh_mode rr_hold rr_sync

# Touches the file that rr_touch, which calls it, has found; its words.
rr_touch_file() {
  if [ -e "$rr_to" ]; then
    rr_hold || return 1
    [ ! -h "$rr_lock_status" ] || rr_fail "refused: $1 has just become a link" || return 1
    touch -c -- "$rr_lock_status" && rr_dress "$rr_lock_status" "$2" "$3" "$4"
    return
  fi
  rr_fresh_mode "$2" 666
  (set -C && printf '' >"$rr_new") &&
    rr_dress "$rr_new" "$rr_mode" "$3" "$4" &&
    rr_sync "$rr_new" &&
    mv -T -f -- "$rr_new" "$rr_to"
}
