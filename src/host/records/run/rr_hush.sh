# shellcheck shell=sh
# needs: rr_shred

# Shreds what may not be kept of the steps whose tasks say `no_log`, once their run has ended in the state $1: their texts
# and what they wrote; once they are rolled back also their way back. Until then that stays, with the copies: it is what
# a rollback goes by.
rr_hush() {
  for rr_hush_step in "$rr_dir/steps"/*; do
    [ -e "$rr_hush_step/secret" ] || continue
    rr_hush_n=${rr_hush_step##*/}
    rr_shred "$rr_hush_step/cmd" "$rr_hush_step/out" "$rr_hush_step/out.tail" "$rr_hush_step/err" \
      "$rr_hush_step/err.tail" "$rr_hush_step/words" "$rr_hush_step"/script-*
    [ "$1" = rolledback ] || continue
    rr_shred "$rr_dir/undo/$rr_hush_n.sh" "$rr_dir/undo/script-$rr_hush_n"-* "$rr_dir/backup/$rr_hush_n"-*
    for rr_hush_try in "$rr_dir/undo/$rr_hush_n"-*/; do
      rr_shred "${rr_hush_try}out" "${rr_hush_try}out.tail" "${rr_hush_try}err" "${rr_hush_try}err.tail" \
        "$rr_hush_try"script-*
    done
  done
}
