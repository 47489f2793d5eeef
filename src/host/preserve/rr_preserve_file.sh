# shellcheck shell=sh
# needs: rr_fail rr_hold

# Copies what is no folder aside as $1: see rr_preserve_what, which calls it.
rr_preserve_file() {
  rr_hold || return 1
  [ ! -h "$rr_lock_status" ] || rr_fail "refused: $rr_path has just become a link" || return 1
  if [ "$2" = full ] && [ -f "$rr_lock_status" ] && [ "$rr_links" != 1 ]; then
    # One more of its hard links, to find the others by, where they are on the same file system.
    ln -- "$rr_lock_status" "$1.hard" 2>/dev/null
  fi
  stat -c '%u:%g %a %h %i %z' -- "$rr_lock_status" >"$1.id" || return 1
  [ "$2" = full ] || cp -a --attributes-only -- "$rr_lock_status" "$1" 2>/dev/null || rm -f -- "$1"
  [ -e "$1" ] || cp -a -- "$rr_lock_status" "$1"
}
