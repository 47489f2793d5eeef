#!/bin/sh
# shellcheck shell=dash
# A stand-in for iptables, iptables-save and iptables-restore (and their ip6 siblings), for machines without them: keeps
# the rules in a file, in the form of iptables-save. No packet is ever looked at.

program=${0##*/}
family=${program%%-*}
rules=/run/xtables/$family.rules

mkdir -p /run/xtables
exec 7>/run/xtables.lock
flock 7
[ -e "$rules" ] || : >"$rules"

case $program in
  *-save) mode=save ;;
  *-restore) mode=restore ;;
  *) mode=one ;;
esac
if [ "$mode" = restore ]; then
  # The file to read is the one argument that is no option and no option's value.
  file='' skip=no
  for word in "$@"; do
    case $skip:$word in
      yes:*) skip=no ;;
      no:-T | no:-M | no:--table | no:--modprobe) skip=yes ;;
      no:[0-9] | no:[0-9][0-9] | no:[0-9][0-9][0-9]) ;;
      no:-*) ;;
      *) file=$word ;;
    esac
  done
  [ -z "$file" ] || exec <"$file"
fi

# shellcheck source=iptables-rule.sh
. /usr/local/lib/sandbox/iptables-rule.sh
# shellcheck source=iptables-tables.sh
. /usr/local/lib/sandbox/iptables-tables.sh
now=$(LC_ALL=C date '+%a %b %e %H:%M:%S %Y')
export mode program rules now
# shellcheck disable=SC2154 # from the files read above
exec awk "$iptables_rule$iptables_tables" "$@"
