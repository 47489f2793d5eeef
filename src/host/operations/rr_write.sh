# shellcheck shell=sh
# needs: rr_enter rr_stage rr_sync rr_unstage rr_write_new

# Makes $1 a regular file with the content $2 in base64, mode $3, owner $4, group $5 (`-`: as it was, or as a new file's).
rr_write() (
  rr_enter "$1" follow && rr_stage || return 1
  rr_write_links=
  rr_write_new "$@"
  rr_write_code=$?
  rr_unstage || return 1
  [ "$rr_write_code" -eq 0 ] || return 1
  # A new file has the label of its folder; some names have one of their own.
  [ -n "$rr_write_links" ] || ! command -v restorecon >/dev/null || restorecon -- "./$rr_name" 2>/dev/null
  rr_sync ./
)
