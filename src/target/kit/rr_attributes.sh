# shellcheck shell=sh
# needs: rr_follow

# Sets what is not `-` of mode $2, owner $3 and group $4 on $1, through links; with $5, -R, on everything in it too.
# Changing the owner takes away set-user-id bits, so the mode comes last.
rr_attributes() {
  rr_follow "$1" || return 1
  case $3,$4 in
    -,-) ;;
    *,-) chown ${5:+"$5"} -- "$3" "$rr_real" || return 1 ;;
    -,*) chgrp ${5:+"$5"} -- "$4" "$rr_real" || return 1 ;;
    *) chown ${5:+"$5"} -- "$3:$4" "$rr_real" || return 1 ;;
  esac
  # With fewer than five digits GNU chmod leaves the set-group-id bit of a folder as it is.
  [ "$2" = - ] || chmod ${5:+"$5"} -- "00$2" "$rr_real"
}
