# shellcheck shell=sh
# needs: rr_await rr_claim rr_idle rr_output rr_owner rr_start rr_stop rr_unentered rr_whole

# Undoes step $2 of run $1 in at most $3 s, keeping twice $4 bytes of what it says. Prints undone, nothing or failed.
# A step that still runs is stopped, also where it has no undo; one that did nothing has nothing to undo. Each try has a
# record of its own.
rr_undo() {
  rr_dir=$rr_root/runs/$1
  if [ ! -e "$rr_dir/steps/$2/started" ]; then
    printf 'nothing\n'
    return 0
  fi
  rr_owner
  rr_whole "$1"
  if [ "$rr_holder" != "$rr_whole" ]; then
    printf 'failed\n'
    printf 'run %s does not have this host any more\n' "$rr_whole" >&2
    return 0
  fi
  if ! rr_stop "$rr_dir/steps/$2"; then
    printf 'failed\n'
    printf 'step %s is still running and could not be stopped\n' "$2" >&2
    return 0
  fi
  rr_await "$rr_dir/steps/$2" 0
  if [ ! -e "$rr_dir/undo/$2.sh" ] && [ ! -e "$rr_dir/undo/$2.done" ] ||
    rr_idle "$rr_dir/steps/$2" || rr_unentered "$rr_dir/steps/$2"; then
    printf 'nothing\n'
    return 0
  fi
  read -r rr_token <"$rr_dir/token"
  rr_undo_try=1
  while [ ! -e "$rr_dir/undo/$2.done" ]; do
    rr_undo_record=$rr_dir/undo/$2-$rr_undo_try
    if rr_claim "$rr_undo_record" started; then
      printf 'started\n' >"$rr_undo_record/started" &&
        rr_start "$rr_undo_record" "$rr_dir/undo/$2.sh" "$3" "$rr_token" "$4"
      break
    fi
    # An earlier try. It may still be at it, after its connection was lost.
    rr_await "$rr_undo_record" "$3"
    [ "$rr_end" != running ] && [ "$rr_undo_try" -lt 99 ] || break
    rr_undo_try=$((rr_undo_try + 1))
  done
  if [ -e "$rr_dir/undo/$2.done" ]; then
    printf 'undone\n'
  else
    printf 'failed\n'
    rr_output "$rr_undo_record" out
    rr_output "$rr_undo_record" err >&2
  fi
}
