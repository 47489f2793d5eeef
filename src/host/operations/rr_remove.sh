# shellcheck shell=sh
# needs: rr_enter rr_fail rr_remove_tree rr_sync

# Removes $1, a folder with everything in it.
rr_remove() (
  case $1 in
    *[!/.]*) ;;
    *) rr_fail "will not remove $1" || return 1 ;;
  esac
  [ -e "$1" ] || [ -h "$1" ] || return 0
  rr_enter "$1" && rr_remove_tree "./$rr_name" && rr_sync ./
)
