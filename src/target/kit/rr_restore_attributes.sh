# shellcheck shell=sh
# needs: rr_copy_attributes rr_fail rr_restore_tree

# Gives $1 the attributes it had, from the copy $2; how much of it: $3.
rr_restore_attributes() {
  [ -e "$1" ] || rr_fail "$1 is gone: its attributes cannot be restored" || return 1
  read -r rr_restore_owner rr_restore_mode rr_restore_rest <"$2.id" || return 1
  if [ -d "$2" ] && [ "$3" = meta ]; then
    chown -- "$rr_restore_owner" "$1" && chmod -- "00$rr_restore_mode" "$1" && touch -r "$2" -- "$1"
  elif [ -d "$2" ]; then
    rr_restore_tree "$2" "$1"
  else
    rr_copy_attributes "$2" "$1"
  fi
}
