# shellcheck shell=sh
# needs: rr_remove_tree

# Removes what is left of what rr_stage prepared, and goes back to where it was called; with $1, as-it-was, to a folder in
# which nothing has changed.
rr_unstage() {
  for rr_unstage_left in "$rr_new" "$rr_old" ./held; do
    [ -n "$rr_shared" ] || [ "$rr_unstage_left" != ./held ] || continue
    [ ! -e "$rr_unstage_left" ] && [ ! -h "$rr_unstage_left" ] || rr_remove_tree "$rr_unstage_left" || return 1
  done
  if [ -n "$rr_shared" ]; then
    cd -P .. || return 1
    # Somebody may have given it another name: it is empty, and nobody else can use it.
    rmdir -- "$rr_stage_at" 2>/dev/null
    [ -z "$1" ] || touch -r "$rr_dir/stage-time" -- . 2>/dev/null
  fi
  { printf '' >"$rr_stage_note"; } 2>/dev/null
  return 0
}
