# shellcheck shell=sh

# rr_disk PATH: room on the file system that PATH is on, or will be on when it is made. Prints `path PATH` for the
# nearest thing that exists, the output of `df -Pk`, and, where it can be told, a line `inodes` and that of `df -Pi`.
rr_disk() {
  rr_disk_path=$1
  while [ ! -e "$rr_disk_path" ]; do
    rr_disk_path=${rr_disk_path%/*}
    [ -n "$rr_disk_path" ] || rr_disk_path=/
  done
  printf 'path %s\n' "$rr_disk_path"
  timeout 30 df -Pk -- "$rr_disk_path" || return 1
  echo inodes
  timeout 30 df -Pi -- "$rr_disk_path" 2>/dev/null
  return 0
}
