# shellcheck shell=sh
# needs: rr_dress rr_dress_tree rr_enter rr_fail rr_hold rr_into rr_stage rr_unstage

# Sets what is not `-` of mode $2, owner $3 and group $4 on $1, through links; with $5, -R, on everything in it too.
rr_attributes() (
  rr_enter "$1" follow || return 1
  if [ -d "./$rr_name" ]; then
    rr_into "$rr_name" "$1" || return 1
    if [ -n "$5" ]; then
      rr_dress_tree "$2" "$3" "$4"
    else
      rr_dress . "$2" "$3" "$4"
    fi
    return
  fi
  [ -n "$rr_shared" ] || {
    rr_dress "./$rr_name" "$2" "$3" "$4"
    return
  }
  rr_stage || return 1
  rr_hold && { [ ! -h "$rr_lock_status" ] || rr_fail "refused: $1 has just become a link"; } && rr_dress "$rr_lock_status" "$2" "$3" "$4"
  rr_attributes_code=$?
  rr_unstage as-it-was
  return "$rr_attributes_code"
)
