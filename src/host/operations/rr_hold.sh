# shellcheck shell=sh
# needs: rr_fail

# After rr_stage: sets rr_lock_status to a name for what rr_to is that nobody can exchange, and rr_links to how many hard links
# it has. Not for folders, which are entered instead.
#
# Where somebody else may write it gets one more hard link, in our own folder. Whatever has others besides may be a file
# of anybody's that was linked there just now, unless it belongs to the one whose folder it is.
rr_hold() {
  rr_lock_status=$rr_to
  if [ -z "$rr_shared" ]; then
    rr_links=$(stat -c %h -- "$rr_to")
    return
  fi
  [ ! -e ./held ] && [ ! -h ./held ] || rm -f -- ./held || return 1
  ln -- "$rr_to" ./held || return 1
  rr_lock_status=./held
  rr_links=$(stat -c '%h %u' ./held) || return 1
  rr_hold_owner=${rr_links#* }
  rr_links=$((${rr_links% *} - 1))
  [ "$rr_links" -eq 1 ] && return 0
  [ "$rr_hold_owner" = "$rr_shared" ] && [ "$rr_hold_owner" != 0 ] && [ "$rr_hold_owner" != "$rr_me" ] ||
    rr_fail "refused: $rr_path has further hard links, and is in a folder that somebody else may write to"
}
