# shellcheck shell=sh
# needs: rr_enter rr_preserve_link rr_preserve_what rr_remove_tree

# Copies $2 aside, as $1, before a step: $3 is `full`, `tree` (the attributes of it and of everything in it) or `meta`
# (its own attributes). Beside the copy: .absent when there is nothing; .id to tell later whether it was touched at all;
# for one of several hard links .hard, one more of them, until the run ends; for a symbolic link .link, a copy of the
# link itself, and .real, the name of what it stands for, which is then what is copied.
rr_preserve() (
  if [ -e "$1" ] || [ -e "$1.id" ] || [ -e "$1.absent" ]; then
    # From an earlier try that was cut off before the step was started.
    rr_remove_tree "$1" || return 1
    rm -f "$1.id" "$1.absent" "$1.link" "$1.real" "$1.hard"
  fi
  rr_id=${rr_dir##*/}-${rr_host_word:+$rr_host_word-}$rr_n-keep
  rr_op=${1##*-}
  rr_here=$rr_step
  if [ ! -d "${2%/*}/" ]; then
    printf '' >"$1.absent"
    return
  fi
  rr_enter "$2" || return 1
  if [ -h "./$rr_name" ]; then
    rr_preserve_link "$1" || return 1
    # A circle of links leads to nothing that could be copied.
    rr_enter "$2" follow 2>/dev/null || return 0
    # A link to a folder or to /dev/null is written to by nobody; its attributes may be set through the link.
    [ "$3" != full ] || [ ! -e "./$rr_name" ] || [ -f "./$rr_name" ] || return 0
    # The full stop keeps a line break at the end of a name when it is read.
    rr_preserve_real=$(pwd -P && printf .) || return 1
    rr_preserve_real=${rr_preserve_real%??}
    printf '%s/%s.' "${rr_preserve_real%/}" "$rr_name" >"$1.real" || return 1
  fi
  rr_preserve_what "$1" "$3"
)
