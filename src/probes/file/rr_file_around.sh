# shellcheck shell=sh
# needs: rr_readonly

# rr_file_around PATH: what may stand in the way of a change at PATH. Lines of a word and a path:
#   parent PATH        the nearest directory above that exists
#   missing PATH       the topmost directory above that does not
#   blocked PATH       something above that is not a directory
#   immutable PATH     the path or its directory has the attribute `i` or `a` of chattr
#   readonly PATH      its directory is on a file system mounted read-only, or may not be written to
#   fixed PATH         the path itself is on one: not even its owner and mode can be changed
#   mounted PATH       the path is a file that is mounted there: nothing can take its place
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
  rr_around_real=$(cd -P -- "$rr_around_dir" 2>/dev/null && pwd -P) || rr_around_real=$rr_around_dir
  rr_around_newline='
'
  rr_around_fixed=$rr_around_newline$(rr_readonly "$rr_around_real" "$1")$rr_around_newline
  rr_around_closed=
  [ -w "$rr_around_dir" ] || rr_around_closed=yes
  case $rr_around_fixed in *"$rr_around_newline$rr_around_real$rr_around_newline"*) rr_around_closed=yes ;; esac
  [ -z "$rr_around_closed" ] || printf 'readonly %s\n' "$rr_around_dir"
  if [ -e "$1" ]; then
    case $rr_around_fixed in *"$rr_around_newline$1$rr_around_newline"*) printf 'fixed %s\n' "$1" ;; esac
    [ ! -f "$1" ] || ! grep -qF -- " $1 " /proc/self/mounts 2>/dev/null || printf 'mounted %s\n' "$1"
  fi
  command -v lsattr >/dev/null 2>&1 || return 0
  for rr_around_path in "$1" "$rr_around_dir"; do
    [ -e "$rr_around_path" ] || continue
    rr_around_flags=$(lsattr -d -- "$rr_around_path" 2>/dev/null)
    case ${rr_around_flags%% *} in *[ia]*) printf 'immutable %s\n' "$rr_around_path" ;; esac
  done
  return 0
}
