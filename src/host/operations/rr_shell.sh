# shellcheck shell=sh
# needs: rr_run

# Runs the text $2 with the shell $1; further words as those of rr_run before its `--`. The text goes through a file of
# the record: no limit to its length, and nobody sees it in the list of processes.
rr_shell() {
  rr_shell_program=$1
  rr_shell_file=${rr_here:-$rr_dir/undo}/script-$rr_n-$rr_op
  printf '%s\n' "$2" >"$rr_shell_file" || return 1
  shift 2
  rr_run "$@" -- "$rr_shell_program" "$rr_shell_file"
}
