# shellcheck shell=sh

# rr_stat PATH FOLLOW ALGORITHM: what Ansible's `stat` tells of a path. FOLLOW is yes or no; ALGORITHM is `none` or names
# the coreutils program, as in `sha1` for sha1sum. Prints `absent`, or lines of a word and its value, in this order:
#   stat RAWMODE UID GID SIZE LINKS INODE DEVICE ATIME MTIME CTIME USER GROUP   (RAWMODE in hexadecimal)
#   access rwx               what the asking user may do; `-` for what not
#   checksum HEX             of a regular file that can be read
#   source PATH              a link's final target, and after it
#   target TEXT              what the link says, which may run over several lines
rr_stat() {
  rr_stat_follow=
  [ "$2" = no ] || rr_stat_follow=-L
  if [ ! -e "$1" ] && { [ "$2" = yes ] || [ ! -L "$1" ]; }; then
    echo absent
    return 0
  fi
  # shellcheck disable=SC2086 # no word at all when links are not followed
  rr_stat_fields=$(stat $rr_stat_follow -c '%f %u %g %s %h %i %d %X %Y %Z %U %G' -- "$1") || return 1
  printf 'stat %s\n' "$rr_stat_fields"
  rr_stat_access=-
  [ ! -r "$1" ] || rr_stat_access=r
  if [ -w "$1" ]; then rr_stat_access=${rr_stat_access}w; else rr_stat_access=${rr_stat_access}-; fi
  if [ -x "$1" ]; then rr_stat_access=${rr_stat_access}x; else rr_stat_access=${rr_stat_access}-; fi
  printf 'access %s\n' "$rr_stat_access"
  if [ "$3" != none ] && [ -f "$1" ] && [ -r "$1" ] && { [ "$2" = yes ] || [ ! -L "$1" ]; }; then
    rr_stat_sum=$("${3}sum" <"$1") || return 1
    printf 'checksum %s\n' "${rr_stat_sum%% *}"
  fi
  [ "$2" = no ] && [ -L "$1" ] || return 0
  printf 'source %s\n' "$(readlink -f -- "$1")"
  printf 'target %s\n' "$(readlink -- "$1")"
}
