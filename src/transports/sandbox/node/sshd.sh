#!/bin/sh
# shellcheck shell=dash
# A stand-in for sshd: the real one of a node is rulerun itself. It runs so that sshd.service can be looked at.
echo ready >&3
exec 3>&-
while :; do sleep 86400; done
