#!/bin/sh
# shellcheck shell=dash disable=SC2034,SC2154 # variables of the files it reads
# A stand-in for systemctl that keeps the rules of systemd 252 with real unit files and links. It is its own manager:
# what it has to remember lies in /run/systemd/manager.

here=/usr/local/lib/sandbox
for part in load memory service files jobs show list power; do
  # shellcheck source=/dev/null
  . "$here/unit-$part.sh"
done

quiet=no runtime=no force=no at_once=no only_value=no properties='' only_state='' only_type='' legend=yes plain=no
show_all=no resume=no job_mode=replace count=$#

usage() {
  printf '%s\n' "$1" >&2
  exit 1
}

property() {
  properties="$properties $(printf '%s' "$1" | tr , ' ')"
}

# Options may stand anywhere: what is no option goes to the end of the list, which is thus run through once.
while [ "$count" -gt 0 ]; do
  word=$1
  shift
  count=$((count - 1))
  case $word in
    -p | -P | --property | -t | --type | --state | -n | -o | --lines | --output | --job-mode | --kill-whom | -s | --signal)
      [ "$count" -gt 0 ] || usage "systemctl: option requires an argument -- '${word#-}'"
      case $word in
        -P) only_value=yes && property "$1" ;;
        -p | --property) property "$1" ;;
        -t | --type) only_type=$1 ;;
        --state) only_state=$1 ;;
        --job-mode) job_mode=$1 ;;
      esac
      shift
      count=$((count - 1))
      ;;
    -p*) property "${word#-p}" ;;
    -P*) only_value=yes && property "${word#-P}" ;;
    --property=*) property "${word#*=}" ;;
    --type=* | -t*) only_type=${word#*=} ;;
    --state=*) only_state=$(printf '%s' "${word#*=}" | tr , ' ') ;;
    --failed) only_state=failed ;;
    --value) only_value=yes ;;
    --job-mode=*) job_mode=${word#*=} ;;
    -q | --quiet) quiet=yes ;;
    --runtime) runtime=yes ;;
    -f | --force) force=yes ;;
    --now) at_once=yes ;;
    --no-legend | --legend=no | --legend=false) legend=no ;;
    --plain) plain=yes ;;
    -a | --all) show_all=yes ;;
    --) ;;
    --version)
      echo 'systemd 252 (rulerun sandbox)'
      exit 0
      ;;
    --system | --no-pager | --no-ask-password | --no-block | --no-wall | --no-reload | --full | -l | \
      --lines=* | --output=* | --kill-who=* | --kill-whom=* | --signal=* | --wait | --no-warn) ;;
    -*) usage "systemctl: unrecognized option '$word'" ;;
    *) set -- "$@" "$word" ;;
  esac
done

verb=${1:-list-units}
[ $# = 0 ] || shift
[ -e "$manager/generation" ] || units_reload

case $verb in
  start | stop | restart | try-restart | reload | reload-or-restart | try-reload-or-restart | enable | disable | mask | \
    unmask | reenable | is-enabled | cat | kill)
    [ $# != 0 ] || usage 'Too few arguments.'
    ;;
esac

case $verb in
  start | restart | try-restart) verb_start "$verb" "$@" ;;
  stop) verb_stop "$@" ;;
  reload | reload-or-restart | try-reload-or-restart) verb_reload "$verb" "$@" ;;
  enable) verb_enable "$@" ;;
  disable) verb_disable "$@" ;;
  reenable) force=yes && verb_disable "$@" && verb_enable "$@" ;;
  mask) verb_mask "$@" ;;
  unmask) verb_unmask "$@" ;;
  is-active) verb_is_active "$@" ;;
  is-enabled) verb_is_enabled "$@" ;;
  is-failed) verb_is_failed "$@" ;;
  is-system-running) verb_is_system_running ;;
  show) verb_show "$@" ;;
  cat) verb_cat "$@" ;;
  status) verb_status "$@" ;;
  list-unit-files) verb_list_unit_files "$@" ;;
  list-units) verb_list_units "$@" ;;
  list-timers) verb_list_timers "$@" ;;
  list-dependencies) verb_list_dependencies "$@" ;;
  daemon-reload | daemon-reexec) units_reload ;;
  reset-failed) verb_reset_failed "$@" ;;
  kill) verb_kill "$@" ;;
  get-default) echo multi-user.target ;;
  reboot | poweroff | halt) power_cycle ;;
  *) usage "Unknown command verb $verb." ;;
esac
