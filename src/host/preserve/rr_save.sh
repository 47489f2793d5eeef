# shellcheck shell=sh
# needs: rr_enter rr_fail rr_hold rr_stage rr_sync rr_unstage

# Copies the file $1 with all its attributes beside itself, as $1.rulerun-save or with a number, never over what is there,
# and prints the name of the copy.
rr_save() (
  rr_enter "$1" follow && rr_stage || return 1
  rr_save_code=1
  rr_save_name=.rulerun-save
  if rr_hold && { [ -f "$rr_lock_status" ] && [ ! -h "$rr_lock_status" ] || rr_fail "$1 is not a regular file"; } &&
    { [ "$rr_links" = 1 ] || rr_fail "$1 has further hard links: replacing it would part them"; } &&
    cp -a -- "$rr_lock_status" "$rr_new" && rr_sync "$rr_new"; then
    rr_save_number=0
    while [ -e "$rr_to$rr_save_name" ] || [ -h "$rr_to$rr_save_name" ]; do
      rr_save_number=$((rr_save_number + 1))
      rr_save_name=.rulerun-save.$rr_save_number
    done
    # Unlike a rename it does not replace what somebody else puts there just now.
    ln -- "$rr_new" "$rr_to$rr_save_name" && rr_save_code=0
  fi
  rr_unstage && [ "$rr_save_code" -eq 0 ] || return 1
  printf '%s/%s%s\n' "$(pwd -P)" "$rr_name" "$rr_save_name"
)
