# shellcheck shell=dash disable=SC2154,SC2034 # variables of the files beside it
# start, stop, restart, reload: which units a job pulls in, in which order, and what is said when one fails.

has() {
  case " $1 " in *" $2 "*) return 0 ;; esac
  return 1
}

# Adds to $pulled what starting $1 starts too. Leaves the reason in $refusal and 1 when it cannot be.
pull_start() {
  local needed wanted dependency before id
  unit_load "$1"
  if has "$pulled" "$u_Id"; then return 0; fi
  case $u_LoadState in
    masked) refusal="Unit $1 is masked." refusal_rc=1; return 1 ;;
    not-found)
      case $1 in *.slice) return 0 ;; esac
      refusal="Unit $1 not found." refusal_rc=5
      return 1
      ;;
  esac
  if [ "$u_cached.$u_Origin" = no. ]; then
    id=$u_Id
    unit_invite "$id"
    unit_load "$id"
  fi
  pulled="$pulled $u_Id"
  [ "${job_mode:-replace}" != ignore-dependencies ] || return 0
  conflicting="$conflicting $u_Conflicts $u_ConflictedBy"
  needed="$u_Requires $u_BindsTo" wanted=$u_Wants
  for dependency in $needed; do pull_start "$dependency" || return 1; done
  # What is only wanted may be missing or masked, and then all that it needs is left out too.
  for dependency in $wanted; do
    before="$pulled|$conflicting"
    pull_start "$dependency" || pulled=${before%%|*} conflicting=${before#*|}
  done
  refusal=''
}

# Adds $1, when it is active, and the active units that stop with it to $stopping.
pull_stop() {
  local dependency dependents
  if has "$stopping" "$1"; then return 0; fi
  unit_load "$1"
  state_load "$u_Id"
  case $s_Active in active | activating | deactivating) ;; *) return 0 ;; esac
  stopping="$stopping $u_Id"
  [ "${job_mode:-replace}" != ignore-dependencies ] || return 0
  dependents="$u_RequiredBy $u_BoundBy $u_ConsistsOf $u_RequisiteOf"
  for dependency in $dependents; do pull_stop "$dependency"; done
}

# Adds $2 to $ordered behind all units of list $1 that its property $3 names.
order_one() {
  local before unit
  if has "$visited" "$2"; then return 0; fi
  visited="$visited $2"
  unit_load "$2"
  eval "before=\$u_$3"
  for unit in $before; do
    if has "$1" "$unit"; then order_one "$1" "$unit" "$3"; fi
  done
  ordered="$ordered $2"
}

# Leaves list $1 in the order of the property $2 in $ordered.
in_order() {
  local unit
  visited='' ordered=''
  for unit in $1; do order_one "$1" "$unit" "$2"; done
}

# A unit that runs already is left alone. Those that fail end up in $failed, $dependency_failed or $assertion_failed.
run_starts() {
  local unit dependency rc
  failed='' dependency_failed='' assertion_failed=''
  in_order "$1" After
  for unit in $ordered; do
    unit_load "$unit"
    state_load "$u_Id"
    case $s_Active in active | activating) continue ;; esac
    rc=0
    for dependency in $u_Requires $u_BindsTo; do
      if has "$failed $dependency_failed $assertion_failed" "$dependency" && has "$u_After" "$dependency"; then rc=3; fi
    done
    if [ "$rc" = 0 ]; then
      service_start
      rc=$?
    fi
    case $rc in
      1) failed="$failed $unit" ;;
      2) assertion_failed="$assertion_failed $unit" ;;
      3) dependency_failed="$dependency_failed $unit" ;;
    esac
  done
}

run_stops() {
  local unit
  in_order "$1" Before
  for unit in $ordered; do
    unit_load "$unit"
    state_load "$u_Id"
    case $s_Active in active | activating | deactivating) service_stop ;; esac
  done
}

# Says what became of the units in $1; 1 when one of them did not start.
say_failures() {
  local unit rc=0
  for unit in $1; do
    if has "$failed" "$unit"; then
      note "Job for $unit failed because the control process exited with error code.
See \"systemctl status $unit\" and \"journalctl -xeu $unit\" for details."
      rc=1
    elif has "$dependency_failed" "$unit"; then
      note "A dependency job for $unit failed. See 'journalctl -xe' for details."
      rc=1
    elif has "$assertion_failed" "$unit"; then
      note "Assertion failed on job for $unit."
      rc=1
    fi
  done
  return "$rc"
}

# Serialises jobs; what a unit runs may ask for jobs of its own.
jobs_lock() {
  [ "${SANDBOX_JOB:-no}" = no ] || return 0
  exec 6>"$manager/jobs"
  flock 6
}

# start and restart and their like: $1 is the verb.
verb_start() {
  local verb=$1 name id rc=0 wanted='' unit
  shift
  jobs_lock
  pulled='' conflicting='' stopping=''
  for name in "$@"; do
    unit_name "$name"
    unit_load "$full"
    warn_changed
    state_load "$u_Id"
    case $verb.$s_Active in
      try-*.inactive | try-*.failed)
        case $u_LoadState in loaded | masked) continue ;; esac
        ;;
    esac
    id=$u_Id
    if pull_start "$id"; then
      wanted="$wanted $id"
    else
      note "Failed to $verb $full: $refusal"
      rc=$refusal_rc
    fi
  done
  [ -n "$wanted" ] || return "$rc"
  case $verb in
    start) ;;
    *) for unit in $wanted; do pull_stop "$unit"; done ;;
  esac
  # What stops because of a restart starts again; what stops because of a conflict does not.
  for unit in $stopping; do pull_start "$unit"; done
  for unit in $conflicting; do
    [ "$unit" = shutdown.target ] || pull_stop "$unit"
  done
  run_stops "$stopping"
  run_starts "$pulled"
  say_failures "$wanted" || rc=1
  return "$rc"
}

verb_stop() {
  local name rc=0
  jobs_lock
  stopping=''
  for name in "$@"; do
    unit_name "$name"
    unit_load "$full"
    state_load "$u_Id"
    if [ "$u_LoadState.$s_Active" = not-found.inactive ]; then
      note "Failed to stop $full: Unit $full not loaded."
      rc=5
      continue
    fi
    warn_changed
    pull_stop "$u_Id"
  done
  run_stops "$stopping"
  return "$rc"
}

# $1: reload, reload-or-restart, try-reload-or-restart.
verb_reload() {
  local verb=$1 name rc=0
  shift
  for name in "$@"; do
    unit_name "$name"
    unit_load "$full"
    state_load "$u_Id"
    case $u_LoadState in
      masked)
        note "Failed to $verb $full: Unit $full is masked."
        rc=1
        continue
        ;;
      not-found)
        note "Failed to $verb $full: Unit $full not found."
        rc=5
        continue
        ;;
    esac
    warn_changed
    if [ "$verb" = reload ] && [ -z "$u_ExecReload" ]; then
      note "Failed to reload $full: Job type reload is not applicable for unit $full."
      rc=3
      continue
    fi
    case $verb.$s_Active in
      try-*.active | reload*.active) ;;
      try-*) continue ;;
      reload.*)
        note "$full is not active, cannot reload."
        rc=1
        continue
        ;;
      *) verb_start restart "$full" || rc=$?; continue ;;
    esac
    if [ -n "$u_ExecReload" ]; then
      service_reload || { note "Job for $full failed because the control process exited with error code.
See \"systemctl status $full\" and \"journalctl -xeu $full\" for details."; rc=1; }
    else
      verb_start restart "$full" || rc=$?
    fi
  done
  return "$rc"
}
