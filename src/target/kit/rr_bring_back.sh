# shellcheck shell=sh
# needs: rr_copy_attributes rr_fail rr_remove_tree rr_restore_tree rr_sync rr_temporary

# Puts the copy $2 in the place of $1, which is known to differ and to be ours: a new copy is made beside it, synced and
# renamed. A file with further hard links is written in place, so that they stay together. rr_is tells what $1 is now,
# rr_bring_before what $2 is.
rr_bring_back() {
  [ -d "${1%/*}/" ] || rr_fail "the folder ${1%/*} is gone" || return 1
  case $rr_bring_before,$rr_is in
    file*,file*)
      rr_bring_links=$(stat -c %h -- "$1")
      if [ "$rr_bring_links" != 1 ]; then
        [ "$rr_is" = "$rr_bring_before" ] || cat -- "$2" >"$1" || return 1
        rr_copy_attributes "$2" "$1" && rr_sync "$1"
        return
      fi
      ;;
    folder*,folder*)
      if [ "$rr_is" = "$rr_bring_before" ]; then
        rr_restore_tree "$2" "$1"
        return
      fi
      ;;
  esac
  rr_temporary "$1" && rr_remove_tree "$rr_new-old" || return 1
  cp -a -- "$2" "$rr_new" || {
    rr_remove_tree "$rr_new"
    return 1
  }
  case $rr_bring_before in
    file*) rr_sync "$rr_new" || return 1 ;;
    folder*) sync -f "$rr_new" 2>/dev/null || sync ;;
  esac
  case $rr_bring_before,$rr_is in
    folder*,folder* | folder*,file* | folder*,link* | file*,folder* | link*,folder*)
      # A rename does not put one in the place of the other.
      mv -T -- "$1" "$rr_new-old" && mv -T -- "$rr_new" "$1" && rr_remove_tree "$rr_new-old" || return 1
      ;;
    *) mv -T -f -- "$rr_new" "$1" || return 1 ;;
  esac
  rr_sync "${1%/*}/"
}
