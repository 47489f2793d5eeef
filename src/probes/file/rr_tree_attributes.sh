# shellcheck shell=sh

# rr_tree_attributes PATH MODE USER GROUP: what below a directory has another mode, owner or group than wanted; an empty
# word means that any will do. Symbolic links are passed over. One line each: RAWMODE UID GID USER GROUP PATH.
rr_tree_attributes() {
  [ -d "$1" ] || return 0
  rr_tree_newline='
'
  rr_tree_odd=$(find "$1/" -name "*$rr_tree_newline*" 2>/dev/null)
  if [ -n "$rr_tree_odd" ]; then
    echo "below $1 there are names that run over several lines" >&2
    return 1
  fi
  rr_tree_root=$1
  rr_tree_mode=$2
  rr_tree_user=$3
  rr_tree_group=$4
  set --
  [ -z "$rr_tree_mode" ] || set -- "$@" ! -perm "$rr_tree_mode" -o
  [ -z "$rr_tree_user" ] || set -- "$@" ! -user "$rr_tree_user" -o
  [ -z "$rr_tree_group" ] || set -- "$@" ! -group "$rr_tree_group" -o
  # Ends the list of alternatives with one that is never true.
  set -- "$@" -name ''
  timeout 120 find "$rr_tree_root/" ! -type l '(' "$@" ')' -exec stat -c '%f %u %g %U %G %n' -- '{}' +
}
