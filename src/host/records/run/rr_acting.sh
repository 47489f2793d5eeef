# shellcheck shell=sh
# needs: rr_alive rr_folders

# True while something of run $1 runs on this host, or is about to; rr_acts then says what: `step 0003`, `an undo`.
rr_acting() {
  rr_folders "$1"
  for rr_acting_dir in $rr_folders; do
    for rr_acting_record in "$rr_root/runs/$rr_acting_dir"/steps/* "$rr_root/runs/$rr_acting_dir"/undo/*/; do
      [ -d "$rr_acting_record" ] && rr_alive "${rr_acting_record%/}" || continue
      case $rr_acting_record in
        */) rr_acts='an undo' ;;
        *) rr_acts="step ${rr_acting_record##*/}" ;;
      esac
      return 0
    done
  done
  return 1
}
