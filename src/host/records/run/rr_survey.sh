# shellcheck shell=sh
# needs: rr_await rr_folders rr_idle rr_owner rr_refuse rr_state

# All that this host knows of run $1. Looks only. After a line `survey`, lines of
#   lock RUN BOOT SINCE           which run has the host; BOOT is `this` or `earlier`
#   run FOLDER STATE              one for each play of the run that was begun here
#   step FOLDER NNNN UNDO END     a step that was started: UNDO is possible, done or none; END is done, failed,
#                                 running, interrupted or idle (it was started, and did nothing)
rr_survey() {
  [ -z "$rr_state_root_wrong" ] || rr_refuse "$rr_state_root_wrong" || return 0
  printf 'survey\n'
  rr_owner
  rr_survey_boot=earlier
  [ "$rr_holder_boot" != "$rr_boot" ] || rr_survey_boot=this
  [ -z "$rr_holder" ] || printf 'lock %s %s %s\n' "$rr_holder" "$rr_survey_boot" "$rr_holder_since"
  rr_folders "$1"
  for rr_survey_run in $rr_folders; do
    rr_survey_dir=$rr_root/runs/$rr_survey_run
    rr_state "$rr_survey_dir"
    printf 'run %s %s\n' "$rr_survey_run" "$rr_state"
    for rr_survey_step in "$rr_survey_dir"/steps/*; do
      [ -e "$rr_survey_step/started" ] || continue
      rr_survey_n=${rr_survey_step##*/}
      rr_survey_undo=none
      [ ! -e "$rr_survey_dir/undo/$rr_survey_n.sh" ] || rr_survey_undo=possible
      [ ! -e "$rr_survey_dir/undo/$rr_survey_n.done" ] || rr_survey_undo='done'
      rr_await "$rr_survey_step" 0
      if rr_idle "$rr_survey_step"; then
        rr_end=idle
      elif [ "$rr_end,$rr_code" != 'done,0' ] && [ "$rr_end" = 'done' ]; then
        rr_end=failed
      fi
      printf 'step %s %s %s %s\n' "$rr_survey_run" "$rr_survey_n" "$rr_survey_undo" "$rr_end"
    done
  done
}
