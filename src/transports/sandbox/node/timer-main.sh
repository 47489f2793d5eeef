# shellcheck shell=dash disable=SC2154 # variables of the files it reads
# Waits until $2 (microseconds since the machine's start), then starts the service of timer $1, unless the timer was
# stopped or set anew in the meantime.

# shellcheck source=unit-load.sh
. /usr/local/lib/sandbox/unit-load.sh
# shellcheck source=unit-memory.sh
. /usr/local/lib/sandbox/unit-memory.sh
# shellcheck source=unit-service.sh
. /usr/local/lib/sandbox/unit-service.sh

clock
left=$((($2 - now + 999999) / 1000000))
[ "$left" -le 0 ] || sleep "$left"
unit_load "$1"
state_load "$1"
[ "$s_Active.$s_Due" = "active.$2" ] || exit 0
service=${u_Unit:-${1%.timer}.service}
service_rested
exec systemctl start "$service"
