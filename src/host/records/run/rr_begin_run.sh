# shellcheck shell=sh
# needs: rr_raise_fence rr_sync

# Fills the folder rr_dir of a run that begins at the controller's time $1, with `armed` put in last. Half made by an
# earlier try that was cut off, it is completed.
rr_begin_run() {
  rr_begin_run_since=$1
  set --
  for rr_begin_run_path in "$rr_dir/undo" "$rr_dir/backup" "$rr_dir/steps"; do
    [ -d "$rr_begin_run_path" ] || set -- "$@" "$rr_begin_run_path"
  done
  [ $# -eq 0 ] || mkdir "$@" || return 1
  rr_raise_fence "$rr_dir" || return 1
  # Given up when the disk is full, so that results and the way back can still be written.
  head -c 262144 /dev/zero >"$rr_dir/reserve" &&
    printf '%s\n' "$rr_runner_text" >"$rr_dir/run.sh" &&
    rr_sync "$rr_dir/run.sh" "$rr_dir/reserve" "$rr_dir/undo" "$rr_dir/backup" "$rr_dir/steps" &&
    printf '%s\n' "$rr_begin_run_since" >"$rr_dir/armed" &&
    rr_sync "$rr_dir/armed" "$rr_dir" "$rr_root/runs" "$rr_root" "${rr_root%/*}"
}
