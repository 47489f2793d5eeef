# shellcheck shell=sh
# needs: rr_copy_attributes

# Gives the folder $2 and everything in it the attributes of the copy $1, in place.
rr_restore_tree() {
  cp -a --attributes-only -- "$1/." "$2/" 2>/dev/null && return 0
  find "$1" ! -type l -exec sh -c 'printf "%s\n" "$@"' sh {} + | while read -r rr_restore_from; do
    rr_restore_to=$2${rr_restore_from#"$1"}
    [ ! -e "$rr_restore_to" ] || rr_copy_attributes "$rr_restore_from" "$rr_restore_to"
  done
}
