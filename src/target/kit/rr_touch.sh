# shellcheck shell=sh
# needs: rr_attributes rr_follow rr_fresh_mode rr_sync

# Makes the empty file $1, or gives an existing one the present as its times; then mode $2, owner $3, group $4.
rr_touch() {
  rr_follow "$1" || return 1
  rr_mode=$2
  if [ -e "$rr_real" ]; then
    touch -- "$rr_real" && rr_attributes "$rr_real" "$2" "$3" "$4"
    return
  fi
  rr_fresh_mode "$2" 666
  (set -C && printf '' >"$rr_real") &&
    rr_attributes "$rr_real" "$rr_mode" "$3" "$4" &&
    rr_sync "$rr_real" "${rr_real%/*}/"
}
