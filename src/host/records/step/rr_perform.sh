# shellcheck shell=sh
# needs: rr_answer rr_begin rr_claim rr_no_room rr_prepare rr_refuse rr_start

# Does step $2 of run $1: at most $3 s, begun at the controller's time $4, keeping twice $5 bytes of each stream; then
# for each path to preserve its number, the path, and how much of it. The text of the step stands in rr_step_text, that
# of its undo in rr_undo_text (unset: none); rr_step_secret is not empty when its task says `no_log`. A step that was
# started before is only looked up.
rr_perform() {
  rr_dir=$rr_root/runs/$1 rr_n=$2 rr_limit=$3 rr_since=$4 rr_half=$5
  rr_step=$rr_dir/steps/$2
  rr_claimed=1
  if [ ! -e "$rr_step/started" ]; then
    rr_begin "$1" "$rr_since" || return 0
    shift 5
    read -r rr_token <"$rr_dir/token"
    rr_claim "$rr_step" started
    rr_claimed=$?
    if [ "$rr_claimed" -eq 0 ] && rr_prepare "$@"; then
      rr_start "$rr_step" "$rr_step/cmd" "$rr_limit" "$rr_token" "$rr_half"
    elif [ "$rr_claimed" -ne 1 ]; then
      [ "$rr_claimed" -ne 0 ] || printf '0 0\n' >"$rr_claimant"
      rr_no_room "$rr_dir"
      rr_refuse "step $rr_n was not begun: its record could not be written" || return 0
    elif [ ! -e "$rr_step/started" ]; then
      rr_refuse "step $rr_n was not begun: another connection is about to begin it" || return 0
    fi
  fi
  if [ "$rr_claimed" -eq 1 ]; then
    # One machine under two names would otherwise have the steps of one answered by those of the other.
    { read -r _ && rr_step_was=$(cat); } <"$rr_step/cmd"
    [ "$rr_step_was" = "$rr_step_text" ] ||
      rr_refuse "step $rr_n of this run is another one here: is this machine in the inventory twice?" || return 0
  fi
  rr_answer "$rr_step" "$((rr_limit + 15))"
}
