# shellcheck shell=sh
# needs: rr_preserve rr_sync

# Writes down step rr_n before it is started: copies of the paths in $@ (number, path, how much), its undo, its text,
# and the mark that it was started. All of it is durable before anything happens: after a power cut there is no step
# that ran without its way back, or could be taken for one that did not run.
rr_prepare() {
  rr_prepare_tree=
  while [ $# -ge 3 ]; do
    rr_preserve "$rr_dir/backup/$rr_n-$1" "$2" "$3" || return 1
    [ -d "$rr_dir/backup/$rr_n-$1" ] && rr_prepare_tree=1
    shift 3
  done
  for rr_prepare_file in "$rr_dir/backup/$rr_n"-*; do
    [ -f "$rr_prepare_file" ] && [ ! -h "$rr_prepare_file" ] && set -- "$@" "$rr_prepare_file"
  done
  [ $# -eq 0 ] || set -- "$@" "$rr_dir/backup"
  rr_prepare_first="rr_umask=$rr_umask rr_home='$rr_home'"
  if [ -n "${rr_undo_text+set}" ]; then
    printf '%s\n%s\n' "$rr_prepare_first" "$rr_undo_text" >"$rr_dir/undo/$rr_n.sh" || return 1
    set -- "$@" "$rr_dir/undo/$rr_n.sh" "$rr_dir/undo"
  fi
  [ -z "$rr_step_secret" ] || printf '' >"$rr_step/secret" || return 1
  printf '%s\n%s\n' "$rr_prepare_first" "$rr_step_text" >"$rr_step/cmd" && printf 'started\n' >"$rr_step/started" || return 1
  # The files in copied folders are many: the whole file system at once is the shorter way.
  [ -z "$rr_prepare_tree" ] || sync -f "$rr_dir/backup" 2>/dev/null || sync
  # Not what the step is: when the power goes before it runs, nobody needs that.
  rr_sync "$@" "$rr_step" "$rr_dir/steps"
}
