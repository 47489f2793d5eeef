# shellcheck shell=sh
# needs: rr_fail rr_hold rr_stage rr_unstage

# Copies the link ./$rr_name aside as $1.link.
rr_keep_link() {
  rr_stage || return 1
  rr_hold && { [ -h "$rr_held" ] || rr_fail "refused: $rr_path was a link just now"; } && cp -a -- "$rr_held" "$1.link"
  rr_keep_code=$?
  rr_unstage as-it-was && return "$rr_keep_code"
}
