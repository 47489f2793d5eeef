# shellcheck shell=sh

# rr_file_around PATH: what may stand in the way of a change at PATH. Lines of a word and a path:
#   parent PATH        the nearest directory above that exists
#   missing PATH       the topmost directory above that does not
#   blocked PATH       something above that is not a directory
#   immutable PATH     the path or its directory has the attribute `i` or `a` of chattr
#   readonly PATH      its directory is on a file system mounted read-only, or may not be written to
rr_file_around() {
  rr_around_dir=$1
  rr_around_missing=
  while :; do
    rr_around_dir=${rr_around_dir%/*}
    rr_around_dir=${rr_around_dir:-/}
    [ ! -d "$rr_around_dir" ] || break
    if [ -e "$rr_around_dir" ] || [ -L "$rr_around_dir" ]; then
      printf 'blocked %s\n' "$rr_around_dir"
      return 0
    fi
    rr_around_missing=$rr_around_dir
    [ "$rr_around_dir" != / ] || break
  done
  printf 'parent %s\n' "$rr_around_dir"
  [ -z "$rr_around_missing" ] || printf 'missing %s\n' "$rr_around_missing"
  [ -w "$rr_around_dir" ] || printf 'readonly %s\n' "$rr_around_dir"
  command -v lsattr >/dev/null 2>&1 || return 0
  for rr_around_path in "$1" "$rr_around_dir"; do
    [ -e "$rr_around_path" ] || continue
    rr_around_flags=$(lsattr -d -- "$rr_around_path" 2>/dev/null)
    case ${rr_around_flags%% *} in *[ia]*) printf 'immutable %s\n' "$rr_around_path" ;; esac
  done
  return 0
}
