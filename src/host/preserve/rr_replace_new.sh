# shellcheck shell=sh
# needs: rr_copy_attributes rr_digest rr_remove_tree rr_sync

# Makes a new copy of $1 in rr_new, synced, and renames it to rr_to. A file that was one of several hard links is linked
# again, so that they stay together.
rr_replace_new() {
  rr_restore_one_linked=
  if [ -e "$1.hard" ] && rr_digest "$1.hard" && [ "$rr_is" = "$rr_restore_one_before" ]; then
    ln -- "$1.hard" "$rr_new" 2>/dev/null && rr_restore_one_linked=1
  fi
  if [ -n "$rr_restore_one_linked" ]; then
    rr_copy_attributes "$1" "$rr_new" || return 1
  else
    cp -a -- "$1" "$rr_new" || return 1
  fi
  case $rr_restore_one_before in
    file*) rr_sync "$rr_stage_note" "$rr_new" || return 1 ;;
    folder*) sync -f "$rr_new" 2>/dev/null || sync ;;
  esac
  case $rr_restore_one_before,$rr_restore_one_now in
    folder*,folder* | folder*,file* | folder*,link* | file*,folder* | link*,folder*)
      # A rename does not put one in the place of the other.
      mv -T -- "$rr_to" "$rr_old" && mv -T -- "$rr_new" "$rr_to" && rr_remove_tree "$rr_old" || return 1
      ;;
    *) mv -T -f -- "$rr_new" "$rr_to" || return 1 ;;
  esac
}
