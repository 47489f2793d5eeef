# shellcheck shell=sh
# needs: rr_fail rr_follow rr_sync rr_temporary rr_write_dress

# Makes $1 a regular file with the content $2 in base64, mode $3, owner $4, group $5 (`-`: as it was, or as a new file's).
rr_write() {
  rr_follow "$1" || return 1
  rr_write_to=$rr_real
  if [ -e "$rr_write_to" ]; then
    [ -f "$rr_write_to" ] || rr_fail "$1 is not a regular file" || return 1
    rr_write_links=$(stat -c %h -- "$rr_write_to") || return 1
    [ "$rr_write_links" = 1 ] || rr_fail "$1 has further hard links: replacing it would part them" || return 1
  else
    rr_write_links=
    [ -d "${rr_write_to%/*}/" ] || rr_fail "the folder ${rr_write_to%/*} does not exist" || return 1
  fi
  rr_temporary "$rr_write_to" &&
    (set -C && printf %s "$2" | base64 -d >"$rr_new") &&
    rr_write_dress "$3" "$4" "$5" &&
    rr_sync "$rr_new" &&
    mv -f -- "$rr_new" "$rr_write_to" || {
    rm -f -- "$rr_new"
    return 1
  }
  # A new file has the label of its folder; some names have one of their own.
  [ -n "$rr_write_links" ] || ! command -v restorecon >/dev/null || restorecon -- "$rr_write_to" 2>/dev/null
  rr_sync "${rr_write_to%/*}/"
}
