# shellcheck shell=sh

# Sets rr_whole to the run that $1, the folder of one of its plays, belongs to: `r` for `r` and for `r.2`. The lock is
# the run's, from its first play to its last.
rr_whole() {
  case ${1##*.} in
    "$1" | '' | *[!0-9]*) rr_whole=$1 ;;
    *) rr_whole=${1%.*} ;;
  esac
}
