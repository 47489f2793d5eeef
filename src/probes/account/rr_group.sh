# shellcheck shell=sh

# rr_group NAME: the number of a group; exit code 2 when there is none by that name.
rr_group() {
  if command -v getent >/dev/null 2>&1; then
    rr_group_line=$(timeout 30 getent group -- "$1") || return 2
    rr_group_line=${rr_group_line#*:*:}
    echo "${rr_group_line%%:*}"
    return 0
  fi
  while IFS=: read -r rr_group_name _ rr_group_id _; do
    [ "$rr_group_name" = "$1" ] || continue
    echo "$rr_group_id"
    return 0
  done </etc/group
  return 2
}
