# shellcheck shell=sh
# needs: rr_bring_in_place rr_bring_new rr_into rr_restore_tree rr_stage rr_sync rr_unstage

# Puts the copy $1 in the place of ./$rr_name, which is known to differ and to be ours. rr_bring_now tells what it is,
# rr_bring_before what the copy is. A folder with the same content stays the one that it is.
rr_bring_back() {
  case $rr_bring_before,$rr_bring_now in
    folder*,folder*)
      if [ "$rr_bring_now" = "$rr_bring_before" ]; then
        rr_into "$rr_name" "$rr_path" && rr_restore_tree "$1"
        return
      fi
      ;;
  esac
  rr_stage || return 1
  rr_bring_in_place "$1"
  rr_bring_code=$?
  [ "$rr_bring_code" -ne 1 ] || { rr_bring_new "$1" && rr_bring_code=0; }
  rr_unstage && [ "$rr_bring_code" -eq 0 ] && rr_sync ./
}
