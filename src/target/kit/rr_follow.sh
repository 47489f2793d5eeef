# shellcheck shell=sh
# needs: rr_fail

# Sets rr_real to the file or folder that $1 stands for, through symbolic links; the last one need not exist.
rr_follow() {
  rr_real=$1
  [ -h "$1" ] || return 0
  rr_real=$(readlink -f -- "$1") && [ -n "$rr_real" ] || rr_fail "$1 is a symbolic link that leads nowhere"
}
