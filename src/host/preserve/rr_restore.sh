# shellcheck shell=sh
# needs: rr_restore_attributes rr_restore_one

# Brings the path $2, preserved by step rr_n under the number $1 (how much: $3), back to what it was. Done again, it
# changes nothing.
rr_restore() {
  rr_restore_base=$rr_dir/backup/$rr_n-$1
  rr_restore_after=
  rr_restore_after_real=
  if [ -e "$rr_restore_base.after" ]; then
    { read -r rr_restore_after && read -r rr_restore_after_real; } <"$rr_restore_base.after"
  fi
  rr_restore_real=$2
  rr_restore_code=0
  if [ -h "$rr_restore_base.link" ]; then
    rr_restore_one "$2" "$rr_restore_base.link" "$rr_restore_after" "$3" || rr_restore_code=1
    [ -e "$rr_restore_base.real" ] || return "$rr_restore_code"
    rr_restore_real=$(cat "$rr_restore_base.real") || return 1
    rr_restore_real=${rr_restore_real%.}
    rr_restore_after=$rr_restore_after_real
  fi
  if [ "$3" = full ] || [ -e "$rr_restore_base.absent" ]; then
    rr_restore_one "$rr_restore_real" "$rr_restore_base" "$rr_restore_after" "$3" || rr_restore_code=1
  else
    rr_restore_attributes "$rr_restore_real" "$rr_restore_base" "$3" || rr_restore_code=1
  fi
  return "$rr_restore_code"
}
