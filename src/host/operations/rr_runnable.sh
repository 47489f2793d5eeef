# shellcheck shell=sh
# needs: rr_startable

# True when the system can run what the word $1 of a command names. Otherwise rr_errno says why not, as the system would:
# 2 there is no such program, or none that its `#!` names; 13 it may not be run; 8 it is text without `#!`, which only a
# shell would run. In a subshell, for it splits words at colons from then on.
rr_runnable() {
  rr_errno=2
  case $1 in
    */*)
      rr_startable "$1"
      return
      ;;
  esac
  set -f
  IFS=:
  for rr_runnable_folder in $PATH; do
    # An empty folder is the working directory.
    rr_startable "${rr_runnable_folder:-.}/$1" && return 0
  done
  return 1
}
