# shellcheck shell=dash disable=SC2154 # $mode comes in the environment
# The node's power: what happens before the first request and after the last.

# shellcheck source=firewall.sh
. /usr/local/lib/sandbox/firewall.sh

# $mode is `resume` when the node was powered off in good order and the machine has not been restarted since: then it
# goes on as it was. Else it starts as a machine does, with empty /run and the units that are enabled.
power_up() {
  if [ "$mode" = resume ]; then
    firewall_choose && firewall_load
  else
    set --
    for entry in /run/* /run/.[!.]*; do
      [ "$entry" = /run/host ] || set -- "$@" "$entry"
    done
    rm -rf "$@"
    mkdir -p /run/lock/subsys /run/systemd/system
    firewall_choose && firewall_clear
  fi
  (
    for part in load memory service jobs files show list power; do
      # shellcheck source=/dev/null
      . "/usr/local/lib/sandbox/unit-$part.sh"
    done
    if [ "$mode" = resume ]; then units_resume; else units_boot; fi
  ) </dev/null 8>&-
}

power_down() {
  firewall_save && cat /run/host/wire/machine >/run/host/wire/clean
}
