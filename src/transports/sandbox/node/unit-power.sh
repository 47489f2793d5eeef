# shellcheck shell=dash disable=SC2154,SC2034 # variables of the files beside it
# The node's services when the power comes and goes.

# A real start: nothing runs, nothing is remembered but what is on the disk.
units_boot() {
  mkdir -p "$manager"
  resume=no quiet=yes
  units_reload
  # Nothing runs yet, and all has just been read.
  booting=yes
  pulled='' conflicting=''
  pull_start multi-user.target
  run_starts "$pulled"
}

# The power was off for a moment: everything is as it was, only the processes are gone.
units_resume() {
  local file
  resume=yes
  rm -rf "$manager/exit"
  mkdir -p "$manager/exit"
  for file in "$manager"/state/*; do
    [ -e "$file" ] || continue
    unit_load "${file##*/}"
    # Not state_load: it would find the processes of before gone and call the unit failed.
    while IFS= read -r line; do eval "s_${line%%=*}=\${line#*=}"; done <"$file"
    case ${file##*/}.$s_Active in
      *.timer.active) service_await ;;
      *.service.active | *.service.activating)
        [ "$s_Group" != 0 ] || continue
        s_Sub=running s_Active=active
        service_spawn
        ;;
      *) continue ;;
    esac
    state_save "${file##*/}"
  done
}

verb_reset_failed() {
  local name rc=0
  if [ $# = 0 ]; then
    system_state
    # shellcheck disable=SC2086 # names of units
    set -- $failures
  fi
  for name in "$@"; do
    unit_name "$name"
    unit_load "$full"
    if [ "$u_LoadState" = not-found ]; then
      note "Failed to reset failed state of unit $full: Unit $full not loaded."
      rc=1
      continue
    fi
    state_load "$u_Id"
    [ "$s_Active" = failed ] || continue
    s_Active=inactive s_Sub=dead s_Result=success
    if [ "$u_Origin" = transient ]; then unit_forget "$u_Id"; else state_save "$u_Id"; fi
  done
  return "$rc"
}

verb_kill() {
  local name
  for name in "$@"; do
    unit_name "$name"
    unit_load "$full"
    state_load "$u_Id"
    if [ "$u_LoadState.$s_Active" = not-found.inactive ]; then
      note "Failed to kill unit $full: Unit $full not loaded."
      return 1
    fi
    [ "$s_Pid" = 0 ] || kill -TERM "$s_Pid"
  done
}

# Stops every service in order and takes the power off. The next connection powers the node on again.
power_cycle() {
  local file
  stopping=''
  jobs_lock
  for file in "$manager"/state/*.service; do
    [ ! -e "$file" ] || pull_stop "${file##*/}"
  done
  run_stops "$stopping"
  read -r supervisor </run/host/wire/supervisor
  kill -KILL "$supervisor"
}
