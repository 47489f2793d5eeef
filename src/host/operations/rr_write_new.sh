# shellcheck shell=sh
# needs: rr_fail rr_hold rr_sync rr_write_dress

# Makes the file that $1 becomes, and moves it there; the words are those of rr_write, which calls it.
rr_write_new() {
  if [ -e "$rr_to" ]; then
    [ -f "$rr_to" ] || rr_fail "$1 is not a regular file" || return 1
    rr_hold || return 1
    [ -f "$rr_lock_status" ] && [ ! -h "$rr_lock_status" ] || rr_fail "$1 is not a regular file" || return 1
    [ "$rr_links" = 1 ] || rr_fail "$1 has further hard links: replacing it would part them" || return 1
    rr_write_links=$rr_links
  fi
  (set -C && printf %s "$2" | base64 -d >"$rr_new") &&
    rr_write_dress "$3" "$4" "$5" &&
    rr_sync "$rr_stage_note" "$rr_new" &&
    mv -T -f -- "$rr_new" "$rr_to"
}
