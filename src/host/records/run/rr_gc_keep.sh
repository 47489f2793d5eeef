# shellcheck shell=sh
# needs: rr_acting rr_folders rr_state

# Sets rr_gc_why to why the records of run $1 must stay, or to nothing; rr_gc_at to when it ended here, by this host's
# clock, or when that was last changed; rr_gc_back to nothing when no step of it can be undone. $2 is how many seconds
# it must have been over, at rr_gc_now.
rr_gc_keep() {
  rr_gc_why=
  rr_gc_at=0
  rr_gc_back=
  ! rr_acting "$1" || rr_gc_why="$rr_acts of it still runs"
  rr_folders "$1"
  for rr_gc_keep_dir in $rr_folders; do
    rr_gc_keep_dir=$rr_root/runs/$rr_gc_keep_dir
    [ -d "$rr_gc_keep_dir/steps" ] || continue
    rr_state "$rr_gc_keep_dir"
    rr_gc_keep_mark=$rr_gc_keep_dir/$rr_state
    case $rr_state in
      armed | firing) rr_gc_why='it has not ended here' ;;
      rollback-failed) rr_gc_why='it could not be rolled back' ;;
      # Cut off before it did anything, or while it was removed.
      none) rr_gc_keep_mark=$rr_gc_keep_dir ;;
    esac
    rr_gc_keep_at=$(stat -c %Z -- "$rr_gc_keep_mark") || rr_gc_why='it cannot be read'
    [ "${rr_gc_keep_at:-0}" -le "$rr_gc_at" ] || rr_gc_at=$rr_gc_keep_at
    [ "$rr_state" != none ] || continue
    for rr_gc_keep_undo in "$rr_gc_keep_dir/undo"/*.sh; do
      [ ! -e "$rr_gc_keep_undo" ] || [ -e "${rr_gc_keep_undo%.sh}.done" ] || rr_gc_back=1
    done
  done
  [ -n "$rr_gc_why" ] || [ $((rr_gc_now - rr_gc_at)) -gt "$2" ] || rr_gc_why='young'
}
