# shellcheck shell=sh
# needs: rr_file_around

# rr_file PATH LIMIT: all that a decision about a file needs. Lines of a word and its value:
#   link TEXT                         the path is a symbolic link that says TEXT; what follows is about its target
#   owner UID GID USER GROUP          of the link itself
#   own WORD PATH                     the lines of rr_file_around for the link itself
#   stat RAWMODE UID GID SIZE LINKS USER GROUP MTIME     RAWMODE in hexadecimal; `absent`: there is nothing
#   real PATH                         where it really is
#   entries some | none               of a directory
# then the lines of rr_file_around; last of all `content` and, from the next line to the end, the bytes of a regular file
# of at most LIMIT bytes.
rr_file() {
  rr_file_newline='
'
  rr_file_target=
  if [ -L "$1" ]; then
    rr_file_target=$(readlink -- "$1")
    printf 'link %s\n' "$rr_file_target"
    printf 'owner %s\n' "$(stat -c '%u %g %U %G' -- "$1")"
    rr_file_around "$1" | sed -e 's/^/own /'
  fi
  if [ ! -e "$1" ]; then
    echo absent
    rr_file_around "$1"
    return 0
  fi
  rr_file_stat=$(stat -L -c '%f %u %g %s %h %U %G %Y' -- "$1") || return 1
  rr_file_real=$(readlink -f -- "$1") || return 1
  case $rr_file_target$rr_file_real in
    *"$rr_file_newline"*)
      echo "the name of $1, or what it links to, runs over several lines" >&2
      return 1
      ;;
  esac
  printf '%s\n' "stat $rr_file_stat" "real $rr_file_real"
  if [ -d "$1" ]; then
    rr_file_some=none
    for rr_file_entry in "$1"/* "$1"/.[!.]* "$1"/..?*; do
      if [ -e "$rr_file_entry" ] || [ -L "$rr_file_entry" ]; then
        rr_file_some=some
        break
      fi
    done
    echo "entries $rr_file_some"
  fi
  rr_file_around "$rr_file_real"
  if [ -f "$1" ]; then
    rr_file_size=$(stat -L -c %s -- "$1") || return 1
    if [ "$rr_file_size" -le "$2" ]; then
      echo content
      cat -- "$1"
    fi
  fi
}
