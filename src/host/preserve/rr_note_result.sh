# shellcheck shell=sh
# needs: rr_digest

# Notes what step rr_n made of the path $2, preserved under the number $1 (how much: $3), so that its undo can tell our
# work from somebody else's.
rr_note_result() {
  rr_note_result_base=$rr_dir/backup/$rr_n-$1
  [ "$3" = full ] || [ -e "$rr_note_result_base.absent" ] || return 0
  rr_digest "$2" || return 1
  rr_note_result_is=$rr_is
  rr_is=
  if [ -e "$rr_note_result_base.real" ]; then
    rr_note_result_real=$(cat "$rr_note_result_base.real") || return 1
    rr_digest "${rr_note_result_real%.}" || return 1
  fi
  printf '%s\n%s\n' "$rr_note_result_is" "$rr_is" >"$rr_note_result_base.after"
}
