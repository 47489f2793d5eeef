# shellcheck shell=sh
# needs: rr_folders rr_shred rr_state rr_sync

# Removes the records of run $1, each file overwritten first. What else is in their folders stays: where this machine is
# also the controller, its own record of the run.
rr_gc_remove() {
  rr_folders "$1"
  for rr_gc_remove_dir in $rr_folders; do
    rr_dir=$rr_root/runs/$rr_gc_remove_dir
    [ -d "$rr_dir/steps" ] || continue
    rr_state "$rr_dir"
    # From here on it cannot be rolled back, not even by half: whoever is cut off leaves the rest to the next.
    [ "$rr_state" = none ] || { mv -T "$rr_dir/$rr_state" "$rr_dir/clearing" && rr_sync "$rr_dir"; } || return 1
    rr_shred "$rr_dir/backup" "$rr_dir/undo" && rr_shred "$rr_dir/steps" || return 1
    rm -f "$rr_dir/run.sh" "$rr_dir/token" "$rr_dir/stage-time" "$rr_dir/boot_id" "$rr_dir"/by.* "$rr_dir/clearing" ||
      return 1
    [ -e "$rr_dir/journal.jsonl" ] || rm -f "$rr_dir/reserve"
    rmdir "$rr_dir" 2>/dev/null
  done
  rr_sync "$rr_root/runs"
}
