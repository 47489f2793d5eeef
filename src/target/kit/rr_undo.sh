# shellcheck shell=sh
# needs: rr_await rr_claim rr_output rr_owner rr_start rr_stop

# Undoes step $2 of run $1 in at most $3 s, keeping twice $4 bytes of what it says. Prints undone, nothing or failed.
rr_undo() {
  rr_dir=$rr_root/runs/$1
  rr_owner
  rr_undo_script=$rr_dir/undo/$2.sh
  rr_undo_record=$rr_dir/undo/$2
  if [ "$rr_holder" != "$1" ] || [ ! -d "$rr_dir/steps/$2/started" ] || [ ! -e "$rr_undo_script" ]; then
    printf 'nothing\n'
    return 0
  fi
  if ! rr_stop "$rr_dir/steps/$2"; then
    printf 'failed\n'
    printf 'step %s is still running and could not be stopped\n' "$2" >&2
    return 0
  fi
  case $(cat "$rr_dir/steps/$2/rc" 2>/dev/null) in
    fenced*)
      printf 'nothing\n'
      return 0
      ;;
  esac
  # An earlier try may still be at it, after its connection was lost.
  [ ! -e "$rr_undo_record/boot_id" ] || rr_await "$rr_undo_record" "$3"
  if [ ! -e "$rr_dir/undo/$2.done" ]; then
    read -r rr_token <"$rr_dir/token"
    rm -rf "$rr_undo_record"
    rr_claim "$rr_undo_record" && mkdir "$rr_undo_record/started" &&
      rr_start "$rr_undo_record" "$rr_undo_script" "$3" "$rr_token" "$4"
  fi
  if [ -e "$rr_dir/undo/$2.done" ]; then
    printf 'undone\n'
  else
    printf 'failed\n'
    rr_output "$rr_undo_record" out
    rr_output "$rr_undo_record" err >&2
  fi
}
