# shellcheck shell=sh
# needs: rr_copy_attributes rr_enter rr_fail rr_hold rr_into rr_restore_tree rr_stage rr_unstage

# Gives $1 the attributes it had, from the copy $2; how much of it: $3.
rr_restore_attributes() (
  [ -e "$1" ] || rr_fail "$1 is gone: its attributes cannot be restored" || return 1
  rr_enter "$1" || return 1
  read -r rr_restore_owner rr_restore_mode _ <"$2.id" || return 1
  if [ -d "$2" ]; then
    rr_into "$rr_name" "$1" || return 1
    if [ "$3" = meta ]; then
      chown -h -- "$rr_restore_owner" . && chmod -- "00$rr_restore_mode" . && touch -r "$2" -- .
    else
      rr_restore_tree "$2"
    fi
    return
  fi
  rr_stage || return 1
  rr_hold && { [ ! -h "$rr_lock_status" ] || rr_fail "refused: $1 has become a link"; } && rr_copy_attributes "$2" "$rr_lock_status"
  rr_restore_code=$?
  rr_unstage as-it-was && return "$rr_restore_code"
)
