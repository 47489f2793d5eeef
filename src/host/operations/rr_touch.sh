# shellcheck shell=sh
# needs: rr_dress rr_enter rr_into rr_stage rr_sync rr_touch_file rr_unstage

# Makes the empty file $1, or gives an existing one the present as its times; then mode $2, owner $3, group $4.
rr_touch() (
  rr_enter "$1" follow || return 1
  if [ -d "./$rr_name" ]; then
    rr_into "$rr_name" "$1" && touch . && rr_dress . "$2" "$3" "$4"
    return
  fi
  rr_stage || return 1
  rr_touch_file "$1" "$2" "$3" "$4"
  rr_touch_code=$?
  rr_unstage && [ "$rr_touch_code" -eq 0 ] && rr_sync ./
)
