# shellcheck shell=sh
# needs: rr_copy_attributes rr_digest rr_fail rr_remove_tree rr_restore_tree rr_sync rr_temporary

# Puts the copy $2 in the place of $1, which is known to differ and to be ours: a new copy is made beside it, synced and
# renamed. A file that is still one of several hard links is written in place, and one that was is linked again, so that
# they stay together. rr_bring_now tells what $1 is, rr_bring_before what $2 is.
rr_bring_back() {
  [ -d "${1%/*}/" ] || rr_fail "the folder ${1%/*} is gone" || return 1
  case $rr_bring_before,$rr_bring_now in
    file*,file*)
      if [ "$(stat -c %h -- "$1")" != 1 ]; then
        [ "$rr_bring_now" = "$rr_bring_before" ] || cat -- "$2" >"$1" || return 1
        rr_copy_attributes "$2" "$1" && rr_sync "$1"
        return
      fi
      ;;
    folder*,folder*)
      if [ "$rr_bring_now" = "$rr_bring_before" ]; then
        rr_restore_tree "$2" "$1"
        return
      fi
      ;;
  esac
  rr_temporary "$1" && rr_remove_tree "$rr_new-old" || return 1
  rr_bring_linked=
  if [ -e "$2.hard" ] && rr_digest "$2.hard" && [ "$rr_is" = "$rr_bring_before" ]; then
    ln -- "$2.hard" "$rr_new" 2>/dev/null && rr_bring_linked=1
  fi
  [ -n "$rr_bring_linked" ] || cp -a -- "$2" "$rr_new" || {
    rr_remove_tree "$rr_new"
    return 1
  }
  case $rr_bring_before in
    file*) rr_sync "$rr_new" || return 1 ;;
    folder*) sync -f "$rr_new" 2>/dev/null || sync ;;
  esac
  case $rr_bring_before,$rr_bring_now in
    folder*,folder* | folder*,file* | folder*,link* | file*,folder* | link*,folder*)
      # A rename does not put one in the place of the other.
      mv -T -- "$1" "$rr_new-old" && mv -T -- "$rr_new" "$1" && rr_remove_tree "$rr_new-old" || return 1
      ;;
    *) mv -T -f -- "$rr_new" "$1" || return 1 ;;
  esac
  [ -z "$rr_bring_linked" ] || rr_copy_attributes "$2" "$1" || return 1
  rr_sync "${1%/*}/"
}
