# shellcheck shell=sh
# needs: rr_hold

# What rr_each does for $1, unless it is a folder or our own.
rr_each_file() {
  rr_name=${1##*/}
  [ "./$rr_name" != "$rr_stage_at" ] && { [ -e "$1" ] || [ -h "$1" ]; } || return 0
  [ ! -d "$1" ] || [ -h "$1" ] || return 0
  rr_to=$1
  rr_lock_status=$1
  [ -z "$rr_shared" ] || rr_hold || return 1
  "$rr_each_do" "$rr_lock_status" "$rr_each_copy/$rr_name"
}
