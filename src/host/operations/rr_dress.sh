# shellcheck shell=sh

# Sets what is not `-` of mode $2, owner $3 and group $4 on $1, a name that nobody can exchange; a link has no mode.
# Changing the owner takes away set-user-id bits, so the mode comes last.
rr_dress() {
  case $3,$4 in
    -,-) ;;
    *,-) chown -h -- "$3" "$1" || return 1 ;;
    -,*) chgrp -h -- "$4" "$1" || return 1 ;;
    *) chown -h -- "$3:$4" "$1" || return 1 ;;
  esac
  # With fewer than five digits GNU chmod leaves the set-group-id bit of a folder as it is.
  [ "$2" = - ] || [ -h "$1" ] || chmod -- "00$2" "$1"
}
