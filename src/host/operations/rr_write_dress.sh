# shellcheck shell=sh
# needs: rr_copy_attributes rr_dress rr_fresh_mode

# Gives rr_new what rr_lock_status has, or what a new file gets, and then mode $1, owner $2 and group $3 where they are named.
rr_write_dress() {
  rr_mode=$1
  if [ -n "$rr_write_links" ]; then
    rr_copy_attributes "$rr_lock_status" "$rr_new" -k || return 1
  else
    rr_fresh_mode "$1" 666
  fi
  rr_dress "$rr_new" "$rr_mode" "$2" "$3"
}
