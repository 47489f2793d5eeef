#!/bin/sh
# shellcheck shell=dash
# A stand-in for logger on a node without a log daemon.

tag=root
while [ $# -gt 0 ]; do
  case $1 in
    -t)
      tag=$2
      shift 2
      ;;
    -p | -f | -P | -n)
      shift 2
      ;;
    -*) shift ;;
    *) break ;;
  esac
done
if [ $# -gt 0 ]; then printf '%s\n' "$*"; else cat; fi | sed "s/^/$tag: /" >>/var/log/messages
