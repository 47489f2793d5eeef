#!/bin/sh
# shellcheck shell=dash disable=SC2034,SC2154 # variables of the files it reads
# A stand-in for systemd-run: makes transient units, services and timers, as systemd 252 does.

here=/usr/local/lib/sandbox
for part in load memory service files jobs show list; do
  # shellcheck source=/dev/null
  . "$here/unit-$part.sh"
done

quiet=no resume=no runtime=no force=no wait=no pipe=no unit='' description='' service='' timer='' when='' remain=no collect=no
count=$#

usage() {
  printf '%s\n' "$1" >&2
  exit 1
}

# $1: service or timer; $2: one property and its value.
assign() {
  case $1.${2%%=*} in
    service.User | service.Group | service.KillMode | service.KillSignal | service.SendSIGHUP | service.SendSIGKILL | \
      service.Nice | service.Environment | service.Type | service.WorkingDirectory | service.RuntimeMaxSec | \
      service.TimeoutStopSec | service.StandardOutput | service.StandardError | service.StandardInput | service.Delegate | \
      service.Slice | service.Restart | service.RestartSec | service.ExecStartPre | service.ExecStopPost | \
      service.MemoryMax | service.CPUQuota | service.TasksMax | service.UMask | service.OOMScoreAdjust)
      service="$service$2$newline"
      ;;
    timer.AccuracySec | timer.RandomizedDelaySec | timer.WakeSystem | timer.Persistent | timer.RemainAfterElapse)
      timer="$timer$2$newline"
      ;;
    *.DefaultDependencies | *.After | *.Before | *.Requires | *.Wants | *.Conflicts | *.PartOf | *.BindsTo | *.CollectMode)
      common="$common$2$newline"
      ;;
    *) usage "Unknown assignment: $2" ;;
  esac
}

common=''
while [ "$count" -gt 0 ]; do
  word=$1
  shift
  count=$((count - 1))
  case $word in
    --unit | -u | --description | --property | -p | --timer-property | --on-active | --on-boot | --setenv | -E | --slice | \
      --working-directory | --uid | --gid | --nice | --service-type)
      [ "$count" -gt 0 ] || usage "systemd-run: option '$word' requires an argument"
      value=$1
      shift
      count=$((count - 1))
      ;;
    --*=*) value=${word#*=} word=${word%%=*} ;;
  esac
  case $word in
    --unit | -u) unit=$value ;;
    --description) description=$value ;;
    --property | -p) assign service "$value" ;;
    --timer-property) assign timer "$value" ;;
    --on-active) when="OnActiveSec=$value" ;;
    --on-boot) when="OnBootSec=$value" ;;
    --setenv | -E) service="${service}Environment=\"$value\"$newline" ;;
    --slice) service="${service}Slice=$value$newline" ;;
    --working-directory) service="${service}WorkingDirectory=$value$newline" ;;
    --uid) service="${service}User=$value$newline" ;;
    --gid) service="${service}Group=$value$newline" ;;
    --nice) service="${service}Nice=$value$newline" ;;
    --service-type) service="${service}Type=$value$newline" ;;
    -q | --quiet) quiet=yes ;;
    -G | --collect) collect=yes ;;
    -r | --remain-after-exit) remain=yes ;;
    --wait) wait=yes ;;
    -P | --pipe) wait=yes pipe=yes ;;
    --system | --no-block | --no-ask-password) ;;
    --version)
      echo 'systemd 252 (rulerun sandbox)'
      exit 0
      ;;
    --help | -h)
      echo 'systemd-run [OPTIONS...] COMMAND [ARGUMENTS...]
  --unit --description --property --timer-property --on-active --on-boot --setenv --collect --wait --pipe --quiet'
      exit 0
      ;;
    --) break ;;
    -*) usage "systemd-run: unrecognized option '$word'" ;;
    *)
      set -- "$word" "$@"
      break
      ;;
  esac
done
[ $# -gt 0 ] || usage 'Command line to execute required.'
program=$(command -v -- "$1") || usage "Failed to find executable $1: No such file or directory"
case $program in
  /*) ;;
  *) program=$1 ;;
esac
shift

# The words as an Exec line: quoted, with nothing left for the manager to expand.
line=\"$program\"
shown=$program
for word in "$@"; do
  case $word in *"$newline"*) usage 'this stand-in takes no argument with a line end' ;; esac
  line="$line '$(printf '%s' "$word" | sed "s/'/'\"'\"'/g; s/%/%%/g; s/^\\\$/\$\$/")'"
  shown="$shown $word"
done

[ -e "$manager/generation" ] || units_reload
if [ -z "$unit" ]; then
  read -r random </proc/sys/kernel/random/uuid
  unit=run-r$(printf '%s' "$random" | tr -d -)
fi
unit=${unit%.service} unit=${unit%.timer}
kind=service
[ -z "$when" ] || kind=timer
for name in "$unit.$kind" "$unit.service"; do
  state_load "$name"
  unit_find "$name"
  if [ "$found_state" != not-found ] || [ "$s_Active" != inactive ]; then
    usage "Failed to start transient $kind unit: Unit $name was already loaded or has a fragment file."
  fi
done

folder=/run/systemd/transient
mkdir -p "$folder"
[ "$collect" = no ] || common="${common}CollectMode=inactive-or-failed$newline"
[ "$remain" = no ] || service="${service}RemainAfterExit=yes$newline"
heading="# This is a transient unit file, created programmatically via the systemd API. Do not edit.
[Unit]
Description=${description:-$shown}
$common"
printf '%s\n' "$heading" '[Service]' "${service}ExecStart=$line" >"$folder/$unit.service"
if [ "$kind" = timer ]; then
  printf '%s\n' "$heading" '[Timer]' "$when" "${timer}RemainAfterElapse=no" >"$folder/$unit.timer"
  verb_start start "$unit.timer" || exit
  note "Running timer as unit: $unit.timer"
  note "Will run service as unit: $unit.service"
  exit 0
fi
if [ "$wait" = no ]; then
  verb_start start "$unit.service" || exit
  note "Running as unit: $unit.service"
  exit 0
fi

note "Running as unit: $unit.service"
unit_load "$unit.service"
[ "$pipe" = yes ] || exec </dev/null >>"$journal" 2>&1
(service_exec "$u_ExecStart")
rc=$?
state_load "$unit.service"
s_Status=$rc s_Result=exit-code
if [ "$rc" = 0 ] || [ "$collect" = yes ]; then unit_forget "$u_Id"; else service_failed; fi
exit "$rc"
