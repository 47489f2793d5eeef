# shellcheck shell=sh

# rr_tree PATH: how much lies in a directory. Lines of a word and its value:
#   kib N              what it takes on disk
#   mount PATH         something is mounted at PATH or below it
rr_tree() {
  [ -d "$1" ] && [ ! -L "$1" ] || return 0
  rr_tree_kib=$(timeout 60 du -skx -- "$1" 2>/dev/null)
  echo "kib ${rr_tree_kib%%[!0-9]*}"
  [ -r /proc/self/mounts ] || return 0
  while read -r _ rr_tree_mount _; do
    case $rr_tree_mount/ in "$1"/*) printf 'mount %s\n' "$rr_tree_mount" ;; esac
  done </proc/self/mounts
}
