#!/bin/sh
# shellcheck shell=dash
# A stand-in for `service NAME VERB`, with the actions that iptables has beside systemd's.

case $1.$2 in
  iptables.save | iptables.panic) exec /usr/libexec/iptables/iptables.init "$2" ;;
  *.?*) exec systemctl "$2" "$1" ;;
  *)
    echo 'Usage: service NAME VERB' >&2
    exit 1
    ;;
esac
