# shellcheck shell=dash disable=SC2154,SC2034 # variables shared with the files it reads
# Keeps the main process of service $1: starts it, tells the starter its number on descriptor 3 (`pid NUMBER`), notes how it ends, and
# starts it again when Restart= says so. $2 is `yes` when the node goes on after a power-off.

# shellcheck source=unit-load.sh
. /usr/local/lib/sandbox/unit-load.sh
# shellcheck source=unit-memory.sh
. /usr/local/lib/sandbox/unit-memory.sh
# shellcheck source=unit-service.sh
. /usr/local/lib/sandbox/unit-service.sh

unit_load "$1"
SANDBOX_RESUME=$2
export SANDBOX_RESUME
(service_exec "$u_ExecStart") &
main=$!
echo "pid $main" >&3
exec 3>&-
while :; do
  wait "$main"
  code=$? again=no
  # The shell's words for "cannot be executed" and "not found" are one number to systemd.
  case $code in 126 | 127) code=203 ;; esac
  case $u_Restart.$code in
    always.* | on-failure.[1-9]*) again=yes ;;
  esac
  echo "$code $again" >"$manager/exit/$$.$main"
  # A state of another group means that somebody has stopped the unit or started it anew.
  state_load "$1"
  [ "$again" = yes ] || exit 0
  seconds_of "${u_RestartSec:-1}"
  sleep "$seconds"
  state_load "$1"
  [ "$s_Group.$s_Sub" = "$$.auto-restart" ] || exit 0
  (service_exec "$u_ExecStart") &
  main=$! s_Pid=$! s_Sub=running
  service_entered
done
