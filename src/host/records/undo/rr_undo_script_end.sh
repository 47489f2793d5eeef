# shellcheck shell=sh
# needs: rr_script_end rr_undone

# The last thing in the script of an undo: writes down that it was done, where nothing failed.
rr_undo_script_end() {
  [ "$rr_bad" -ne 0 ] || rr_undone || rr_bad=1
  rr_script_end "$rr_bad"
}
