# shellcheck shell=sh
# needs: rr_answer rr_refuse

# Says what became of step $2 of run $1, waiting for it at most $3 s.
rr_recall() {
  [ -z "$rr_state_root_wrong" ] || rr_refuse "$rr_state_root_wrong" || return 0
  if [ -e "$rr_root/runs/$1/steps/$2/started" ]; then
    rr_answer "$rr_root/runs/$1/steps/$2" "$3"
  else
    printf 'not-started\n'
  fi
}
