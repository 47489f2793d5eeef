# shellcheck shell=sh
# needs: rr_fail rr_link_at rr_walk

# Enters the folder that $1 is in and sets rr_name to what it is called there; with $2, follow, it is what $1 leads to
# through links at its end. From here on names are ./$rr_name or what rr_stage and rr_hold say: a path could lead to
# something else each time. In a subshell, for the next path begins at / again.
rr_enter() {
  rr_path=$1
  rr_enter_to=$1
  rr_enter_left=40
  rr_enter_by=
  while :; do
    rr_walk "${rr_enter_to%/*}/" || return 1
    [ -z "$rr_enter_by" ] || [ "$rr_shared" = "$rr_enter_by" ] ||
      rr_fail "refused: $1 is a link that user $rr_enter_by put there, and leads out of what is theirs" || return 1
    rr_name=${rr_enter_to##*/}
    rr_name=${rr_name:-.}
    [ -n "$2" ] && [ -h "./$rr_name" ] || return 0
    rr_enter_left=$((rr_enter_left - 1))
    [ "$rr_enter_left" -gt 0 ] || rr_fail "$1 is a symbolic link that leads in a circle" || return 1
    rr_link_at "$rr_name" || return 1
    [ -z "$rr_link_by" ] || rr_enter_by=$rr_link_by
    case $rr_link_to in
      /*) rr_enter_to=$rr_link_to ;;
      # Without the full stop a line break at the end of the folder's name would be lost.
      *)
        rr_enter_to=$(pwd -P && printf .)
        rr_enter_to=${rr_enter_to%??}/$rr_link_to
        ;;
    esac
  done
}
