# shellcheck shell=sh
# needs: rr_follow rr_remove_tree

# Copies $2 aside, as $1, before a step: $3 is `full`, `tree` (the attributes of it and of everything in it) or `meta`
# (its own attributes). Beside the copy: .absent when there is nothing; .id to tell later whether it was touched at all;
# for one of several hard links .hard, one more of them, until the run ends; for a symbolic link .link, a copy of the
# link itself, and .real, the name of what it stands for, which is then what is copied.
rr_keep() {
  if [ -e "$1" ] || [ -e "$1.id" ] || [ -e "$1.absent" ]; then
    # From an earlier try that was cut off before the step was started.
    rr_remove_tree "$1" || return 1
    rm -f "$1.id" "$1.absent" "$1.link" "$1.real" "$1.hard"
  fi
  rr_keep_from=$2
  if [ -h "$2" ]; then
    cp -a -- "$2" "$1.link" || return 1
    # A circle of links leads to nothing that could be copied.
    rr_follow "$2" 2>/dev/null || return 0
    rr_keep_from=$rr_real
    # A link to a folder or to /dev/null is written to by nobody; its attributes may be set through the link.
    [ "$3" != full ] || [ ! -e "$rr_keep_from" ] || [ -f "$rr_keep_from" ] || return 0
    # The full stop keeps a line break at the end of a name when it is read.
    printf '%s.' "$rr_keep_from" >"$1.real" || return 1
  fi
  if [ ! -e "$rr_keep_from" ]; then
    printf '' >"$1.absent"
    return
  fi
  stat -c '%u:%g %a %h %i %z' -- "$rr_keep_from" >"$1.id" && read -r _ _ rr_keep_links _ <"$1.id" || return 1
  if [ "$3" = full ] && [ -f "$rr_keep_from" ] && [ "$rr_keep_links" != 1 ]; then
    # One more of its hard links, to find the others by, where they are on the same file system.
    if ln -- "$rr_keep_from" "$1.hard" 2>/dev/null; then
      stat -c '%u:%g %a %h %i %z' -- "$rr_keep_from" >"$1.id" || return 1
    fi
  fi
  case $3 in
    full) cp -a -- "$rr_keep_from" "$1" ;;
    meta)
      if [ -d "$rr_keep_from" ]; then
        mkdir "$1" && touch -r "$rr_keep_from" -- "$1"
        return
      fi
      cp -a --attributes-only -- "$rr_keep_from" "$1" 2>/dev/null || cp -a -- "$rr_keep_from" "$1"
      ;;
    tree) cp -a --attributes-only -- "$rr_keep_from" "$1" 2>/dev/null || cp -a -- "$rr_keep_from" "$1" ;;
  esac
}
