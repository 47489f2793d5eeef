# shellcheck shell=sh
# needs: rr_gc_keep rr_gc_others rr_gc_remove rr_lock rr_owner rr_refuse rr_unlock rr_whole

# Removes the records of runs that ended on this host more than $1 seconds ago and need not stay (see rr_gc_keep); with
# $2, check, only says which. $3 is the controller's time. The host is taken for it, so that no run begins or goes back
# meanwhile. After a line `cleared`, lines of
#   gone RUN
#   kept RUN WHY
#   other USER PLACE    records of somebody else's, which nobody has looked into
rr_gc() {
  [ -z "$rr_state_root_wrong" ] || rr_refuse "$rr_state_root_wrong" || return 0
  if [ ! -d "$rr_root/runs" ]; then
    printf 'cleared\n'
    rr_gc_others
    return 0
  fi
  rr_owner
  if [ "$2" != check ]; then
    rr_lock gc "$3" || return 0
  elif [ -n "$rr_holder" ] && [ "$rr_holder" != gc ]; then
    printf 'locked %s %s\n' "$rr_holder" "$rr_holder_since"
    return 0
  fi
  printf 'cleared\n'
  rr_gc_now=$(date +%s)
  rr_gc_runs=
  rr_gc_newest=
  rr_gc_newest_at=-1
  for rr_gc_folder in "$rr_root/runs"/*/steps; do
    [ -d "$rr_gc_folder" ] || continue
    rr_gc_folder=${rr_gc_folder%/steps}
    rr_whole "${rr_gc_folder##*/}"
    case " $rr_gc_runs " in *" $rr_whole "*) continue ;; esac
    case $rr_whole in *[!A-Za-z0-9._-]*) continue ;; esac
    rr_gc_runs="$rr_gc_runs $rr_whole"
    rr_gc_keep "$rr_whole" "$1"
    # Of those that ended within one second it is the last by name, which begins with the time.
    [ -n "$rr_gc_back" ] && [ "$rr_gc_at" -ge "$rr_gc_newest_at" ] || continue
    rr_gc_newest_at=$rr_gc_at
    rr_gc_newest=$rr_whole
  done
  for rr_gc_run in $rr_gc_runs; do
    rr_gc_keep "$rr_gc_run" "$1"
    [ -n "$rr_gc_why" ] || [ "$rr_gc_run" != "$rr_gc_newest" ] ||
      rr_gc_why='it is the newest one here that can be rolled back'
    [ -n "$rr_gc_why" ] || [ "$2" = check ] || rr_gc_remove "$rr_gc_run" || rr_gc_why='some of it cannot be removed'
    if [ -z "$rr_gc_why" ]; then
      printf 'gone %s\n' "$rr_gc_run"
    else
      printf 'kept %s %s\n' "$rr_gc_run" "$rr_gc_why"
    fi
  done
  rr_gc_others
  [ "$2" = check ] || rr_unlock gc >/dev/null
}
