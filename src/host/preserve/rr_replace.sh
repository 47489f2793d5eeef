# shellcheck shell=sh
# needs: rr_into rr_replace_in_place rr_replace_new rr_restore_tree rr_stage rr_sync rr_unstage

# Puts the copy $1 in the place of ./$rr_name, which is known to differ and to be ours. rr_restore_one_now tells what it is,
# rr_restore_one_before what the copy is. A folder with the same content stays the one that it is.
rr_replace() {
  case $rr_restore_one_before,$rr_restore_one_now in
    folder*,folder*)
      if [ "$rr_restore_one_now" = "$rr_restore_one_before" ]; then
        rr_into "$rr_name" "$rr_path" && rr_restore_tree "$1"
        return
      fi
      ;;
  esac
  rr_stage || return 1
  rr_replace_in_place "$1"
  rr_restore_one_code=$?
  [ "$rr_restore_one_code" -ne 1 ] || { rr_replace_new "$1" && rr_restore_one_code=0; }
  rr_unstage && [ "$rr_restore_one_code" -eq 0 ] && rr_sync ./
}
