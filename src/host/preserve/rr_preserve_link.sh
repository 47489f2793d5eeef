# shellcheck shell=sh
# needs: rr_fail rr_hold rr_stage rr_unstage

# Copies the link ./$rr_name aside as $1.link.
rr_preserve_link() {
  rr_stage || return 1
  rr_hold && { [ -h "$rr_lock_status" ] || rr_fail "refused: $rr_path was a link just now"; } && cp -a -- "$rr_lock_status" "$1.link"
  rr_preserve_code=$?
  rr_unstage as-it-was && return "$rr_preserve_code"
}
