# shellcheck shell=sh
# needs: rr_remove_tree rr_walk

# Removes what step $1 and the undos of it had beside what they change (rr_stage) when they were killed. False when
# something stays.
rr_tidy() {
  rr_tidy_newline='
'
  rr_tidy_bad=
  for rr_tidy_note in "$rr_dir/steps/$1/stage-$1" "$rr_dir/undo/$1"-*/"stage-$1" "$rr_dir/undo/stage-$1"; do
    [ -s "$rr_tidy_note" ] || continue
    (
      rr_tidy_at=$(cat "$rr_tidy_note") || exit 1
      rr_tidy_name=${rr_tidy_at##*"$rr_tidy_newline"}
      rr_tidy_at=${rr_tidy_at%"$rr_tidy_newline"*}
      case $rr_tidy_name in .rulerun-*) ;; *) exit 0 ;; esac
      # A folder that is gone has taken it along.
      [ -d "$rr_tidy_at/" ] || exit 0
      rr_n=tidy rr_op=$1 rr_id=$rr_tidy_name-tidy
      rr_walk "$rr_tidy_at/" && rr_remove_tree "./$rr_tidy_name" && rr_remove_tree "./$rr_tidy_name-old"
    ) && printf '' >"$rr_tidy_note" || rr_tidy_bad=1
  done
  [ -z "$rr_tidy_bad" ]
}
