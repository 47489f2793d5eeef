# shellcheck shell=sh
# needs: rr_fact_files rr_fact_room

# rr_facts_mounts SECONDS: what is mounted, how much room is there, and the UUIDs of devices. Only file systems of this very
# machine are asked all at once. A server that is gone must not hold us up: every other one is asked on its own, beside the
# rest, for at most that long.
rr_facts_mounts() {
  echo facts
  rr_fact_files /proc/self/mountinfo /etc/mtab /proc/mounts
  echo '@ uuids'
  ! command -v lsblk >/dev/null 2>&1 ||
    timeout 20 lsblk --list --noheadings --paths --output NAME,UUID --exclude 2 2>/dev/null
  echo '@ room'
  rr_facts_mounts_limit=$1
  set --
  while read -r rr_facts_mounts_device rr_facts_mounts_path rr_facts_mounts_type _; do
    case $rr_facts_mounts_device in /* | \\* | *:/*) ;; *) continue ;; esac
    # The list writes a blank as \040, where printf wants \0040.
    case $rr_facts_mounts_path in
      *\\*) rr_facts_mounts_path=$(printf '%b' "$(printf '%s' "$rr_facts_mounts_path" | sed -e 's/\\/\\0/g')") ;;
    esac
    case $rr_facts_mounts_type in
      ext? | xfs | btrfs | vfat | tmpfs | devtmpfs | overlay | squashfs | iso9660 | udf | f2fs | erofs)
        set -- "$@" "$rr_facts_mounts_path"
        ;;
      *) rr_fact_room "$rr_facts_mounts_limit" "$rr_facts_mounts_path" & ;;
    esac
  done </proc/self/mounts
  [ "$#" -eq 0 ] || rr_fact_room "$rr_facts_mounts_limit" "$@"
  wait
  echo end
}
