# shellcheck shell=sh
# needs: rr_script_begin rr_script_end rr_tidy

# The first thing in the script of an undo, called as rr_script_begin is. An undo that was done is not done again. rr_bad
# becomes 0 here and another number where something fails: what fails does not stop what comes behind it.
rr_undo_script_begin() {
  rr_script_begin "$@"
  [ ! -e "$rr_dir/undo/$rr_n.done" ] || rr_script_end 0
  rr_bad=0
  rr_tidy "$rr_n" || rr_bad=1
}
