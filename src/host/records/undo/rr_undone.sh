# shellcheck shell=sh
# needs: rr_sync

# Writes down that undo rr_n was done.
rr_undone() {
  printf 'done\n' >"$rr_dir/undo/$rr_n.done" 2>/dev/null ||
    { rm -f "$rr_dir/reserve" && printf 'done\n' >"$rr_dir/undo/$rr_n.done"; } || return 1
  rr_sync "$rr_dir/undo/$rr_n.done" "$rr_dir/undo"
}
