# shellcheck shell=sh

# rr_stat PATH FOLLOW ALGORITHM MIME ATTRIBUTES: what Ansible's `stat` tells of a path. ALGORITHM is `none` or names the
# coreutils program, as in `sha1` for sha1sum; the others are yes or no. Prints `absent`, or lines of a word and its
# value, in this order:
#   stat RAWMODE UID GID SIZE LINKS INODE DEVICE ATIME MTIME CTIME BLOCKS BLOCKSIZE MAJOR MINOR
#                            RAWMODE, and of which device it is the file, in hexadecimal
#   times ATIME/MTIME/CTIME  as dates, which have the fractions of a second
#   user NAME, group NAME    UNKNOWN where the number has none
#   access rwx               what the asking user may do; `-` for what not
#   mime TYPE; charset=SET   as file(1) says it, of a link in either case; without the line it cannot be told
#   flags VERSION FLAGS      as lsattr(1) says it; without the line the file system has none
#   checksum HEX             of a regular file that can be read
#   source PATH              a link's final target, and after it
#   target TEXT              what the link says, which may run over several lines
rr_stat() {
  rr_stat_follow=
  [ "$2" = no ] || rr_stat_follow=-L
  # shellcheck disable=SC2086 # no word at all when links are not followed
  if ! rr_stat_fields=$(stat $rr_stat_follow -c '%f %u %g %s %h %i %d %X %Y %Z %b %o %t %T
times %x/%y/%z
user %U
group %G' -- "$1" 2>&1); then
    # Only where nothing is: a path below a file, or one that may not be looked at, is not absent.
    case $rr_stat_fields in
      *'No such file'*) echo absent && return 0 ;;
    esac
    printf '%s\n' "$rr_stat_fields" >&2
    return 1
  fi
  printf 'stat %s\n' "$rr_stat_fields"
  rr_stat_access=-
  [ ! -r "$1" ] || rr_stat_access=r
  if [ -w "$1" ]; then rr_stat_access=${rr_stat_access}w; else rr_stat_access=${rr_stat_access}-; fi
  if [ -x "$1" ]; then rr_stat_access=${rr_stat_access}x; else rr_stat_access=${rr_stat_access}-; fi
  printf 'access %s\n' "$rr_stat_access"
  [ "$4" = no ] || ! rr_stat_told=$(file -bh --mime-type --mime-encoding -- "$1" 2>/dev/null) ||
    printf 'mime %s\n' "$rr_stat_told"
  # Its own words come first; the path behind them may hold anything.
  [ "$5" = no ] || ! rr_stat_told=$(lsattr -vd -- "$1" 2>/dev/null) || printf 'flags %s\n' "${rr_stat_told%" $1"}"
  if [ "$3" != none ] && [ -f "$1" ] && [ -r "$1" ] && { [ "$2" = yes ] || [ ! -L "$1" ]; }; then
    rr_stat_sum=$("${3}sum" <"$1") || return 1
    printf 'checksum %s\n' "${rr_stat_sum%% *}"
  fi
  [ "$2" = no ] && [ -L "$1" ] || return 0
  printf 'source %s\n' "$(readlink -f -- "$1")"
  printf 'target %s\n' "$(readlink -- "$1")"
}
