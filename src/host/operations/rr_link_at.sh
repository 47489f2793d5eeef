# shellcheck shell=sh
# needs: rr_fail rr_hold rr_stage rr_unstage

# Sets rr_link_to to what the symbolic link $1 in the working directory says, and rr_link_by to the number of its owner
# when that is neither root nor the acting user and he may exchange it.
rr_link_at() {
  rr_link_by=
  # Without the full stop a line break at the end of the name would be lost. Where it may be exchanged it is held first:
  # its text and its owner have to be those of the same link.
  if [ -z "$rr_shared" ]; then
    rr_link_to=$(readlink -n -- "./$1" && printf .) || return 1
  else
    rr_link_to=$(
      rr_name=$1
      rr_stage || exit 1
      rr_hold && { [ -h "$rr_lock_status" ] || rr_fail "refused: $rr_path led through a link just now"; } &&
        stat -c %u -- "$rr_lock_status" && readlink -n -- "$rr_lock_status" && printf .
      rr_link_code=$?
      rr_unstage as-it-was
      exit "$rr_link_code"
    ) || return 1
    rr_link_by=${rr_link_to%%[!0-9]*}
    rr_link_to=${rr_link_to#*[!0-9]}
    [ "$rr_link_by" != 0 ] && [ "$rr_link_by" != "$rr_me" ] || rr_link_by=
  fi
  rr_link_to=${rr_link_to%.}
  while [ "$rr_link_to" != "${rr_link_to%/}" ]; do rr_link_to=${rr_link_to%/}; done
  rr_link_to=${rr_link_to:-/}
}
