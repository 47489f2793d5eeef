#!/bin/sh
# shellcheck shell=dash
# A stand-in for iptables, iptables-save and iptables-restore (and their ip6 siblings), for machines without them: keeps
# the rules in a file, in the form of iptables-save. No packet is ever looked at.

program=${0##*/}
family=${program%-save} family=${family%-restore}
# The legacy rules are a firewall of their own; the plain name and nft are one.
family=${family%-nft}
input=''
rules=/run/xtables/$family.rules

mkdir -p /run/xtables
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
  # All of it before the lock: what is writing it may want to look at the rules meanwhile.
  input=/run/xtables/input.$$
  if [ -n "$file" ]; then cp "$file" "$input"; else cat >"$input"; fi || exit 1
fi
exec 7>/run/xtables.lock
flock 7
[ -e "$rules" ] || : >"$rules"

# shellcheck source=iptables-rule.sh
. /usr/local/lib/sandbox/iptables-rule.sh
# shellcheck source=iptables-tables.sh
. /usr/local/lib/sandbox/iptables-tables.sh
now=$(LC_ALL=C date '+%a %b %e %H:%M:%S %Y')
export mode program rules now input
# shellcheck disable=SC2154 # from the files read above
awk "$iptables_rule$iptables_tables" "$@"
rc=$?
[ "$mode" != restore ] || rm -f "$input"
exit "$rc"
