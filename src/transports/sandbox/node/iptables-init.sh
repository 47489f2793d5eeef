#!/bin/sh
# shellcheck shell=dash
# What iptables.service runs: start, stop, reload, save, as the iptables-services of RHEL 7 does it.

rules=/etc/sysconfig/iptables
lock=/var/lock/subsys/iptables
IPTABLES_SAVE_ON_STOP=no
IPTABLES_SAVE_COUNTER=no
# shellcheck source=/dev/null
[ ! -f /etc/sysconfig/iptables-config ] || . /etc/sysconfig/iptables-config

tables() {
  iptables-save | sed -n 's/^\*//p'
}

load() {
  local counters=''
  [ "$IPTABLES_SAVE_COUNTER" != yes ] || counters=-c
  if [ ! -f "$rules" ]; then
    echo 'iptables: No config file.' >&2
    return 6
  fi
  # shellcheck disable=SC2086 # one option or none
  iptables-restore -w $counters <"$rules" && return 0
  [ -f "$rules.fallback" ] && iptables-restore -w $counters <"$rules.fallback"
}

save() {
  local counters=''
  [ "$IPTABLES_SAVE_COUNTER" != yes ] || counters=-c
  umask 077
  # shellcheck disable=SC2086 # one option or none
  iptables-save $counters >"$rules.new" || return 1
  [ ! -e "$rules" ] || cp -p "$rules" "$rules.save"
  mv -f "$rules.new" "$rules"
}

start() {
  [ ! -f "$lock" ] || return 0
  load || return
  : >"$lock"
}

stop() {
  [ "$IPTABLES_SAVE_ON_STOP" != yes ] || save
  # A table without chains or rules: what iptables-restore makes of it is an empty one.
  tables | sed 's/.*/*&\nCOMMIT/' >/run/iptables.empty
  iptables-restore -w </run/iptables.empty
  rm -f /run/iptables.empty
  for chain in INPUT FORWARD OUTPUT; do iptables -w -P "$chain" ACCEPT; done
  rm -f "$lock"
}

case $1 in
  start) start ;;
  stop) stop ;;
  reload) [ ! -f "$lock" ] || load ;;
  save) save ;;
  status) iptables-save ;;
  panic)
    for chain in INPUT FORWARD OUTPUT; do iptables -w -P "$chain" DROP; done
    iptables -w -F
    ;;
  *)
    echo "Usage: iptables.init {start|stop|reload|save|status|panic}" >&2
    exit 2
    ;;
esac
