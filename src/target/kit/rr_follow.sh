# shellcheck shell=sh
# needs: rr_fail

# Sets rr_real to the file or folder that $1 stands for, through symbolic links; the last one need not exist.
# Link by link: `readlink -f` is not the same everywhere for one that leads to nothing yet.
rr_follow() {
  rr_real=$1
  rr_follow_left=40
  while [ -h "$rr_real" ]; do
    rr_follow_left=$((rr_follow_left - 1))
    [ "$rr_follow_left" -gt 0 ] || rr_fail "$1 is a symbolic link that leads in a circle" || return 1
    # Without the full stop a line break at the end of the name would be lost.
    rr_follow_to=$(readlink -n -- "$rr_real" && printf .) || return 1
    rr_follow_to=${rr_follow_to%.}
    while [ "$rr_follow_to" != "${rr_follow_to%/}" ]; do rr_follow_to=${rr_follow_to%/}; done
    case $rr_follow_to in
      '') rr_real=/ ;;
      /*) rr_real=$rr_follow_to ;;
      *) rr_real=${rr_real%/*}/$rr_follow_to ;;
    esac
  done
}
