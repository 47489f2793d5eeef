# shellcheck shell=sh
# needs: rr_fail rr_follow rr_sync rr_temporary rr_write_dress

# Makes $1 a regular file with the content $2 in base64, mode $3, owner $4, group $5 (`-`: as it was, or as a new file's).
rr_write() {
  rr_follow "$1" || return 1
  if [ -e "$rr_real" ]; then
    [ -f "$rr_real" ] || rr_fail "$1 is not a regular file" || return 1
    rr_write_links=$(stat -c %h -- "$rr_real") || return 1
    [ "$rr_write_links" = 1 ] || rr_fail "$1 has $rr_write_links hard links: replacing it would part them" || return 1
  else
    rr_write_links=
    [ -d "${rr_real%/*}/" ] || rr_fail "the folder ${rr_real%/*} does not exist" || return 1
  fi
  rr_temporary "$rr_real" &&
    (set -C && printf %s "$2" | base64 -d >"$rr_new") &&
    rr_write_dress "$3" "$4" "$5" &&
    rr_sync "$rr_new" &&
    mv -f -- "$rr_new" "$rr_real" || {
    rm -f -- "$rr_new"
    return 1
  }
  # A new file has the label of its folder; some names have one of their own.
  [ -n "$rr_write_links" ] || ! command -v restorecon >/dev/null || restorecon -- "$rr_real" 2>/dev/null
  rr_sync "${rr_real%/*}/"
}
