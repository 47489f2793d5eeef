#!/bin/sh
# shellcheck shell=dash
# A stand-in for atomic-openshift-node: at its start, and then once in each iptablesSyncPeriod, it puts the rules of the
# SDN and the proxy back. What an administrator has in OPENSHIFT-ADMIN-OUTPUT-RULES it leaves alone and cannot restore.

# shellcheck source=rules.sh
. /usr/local/lib/sandbox/rules.sh

sync_rules() {
  rules_ensure OPENSHIFT-ADMIN-OUTPUT-RULES </usr/local/lib/sandbox/node-service.rules
}

period=$(sed -n 's/^iptablesSyncPeriod: *"*\([0-9][0-9]*\)s"*$/\1/p' /etc/origin/node/node-config.yaml 2>/dev/null)
[ "$SANDBOX_RESUME" = yes ] || sync_rules
echo ready >&3
exec 3>&-
while :; do
  sleep "${period:-30}"
  sync_rules
done
