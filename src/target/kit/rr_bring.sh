# shellcheck shell=sh
# needs: rr_bring_back rr_bring_link rr_digest rr_enter rr_fail rr_remove_tree rr_sync

# Makes $1 what it was: the copy $2, or nothing where $2.absent stands. $3 is what the step made of it, when that is
# known: found to be neither that nor what it was, it has been changed by somebody else and is left alone; unless
# $2.begun tells that an earlier try was cut off in the middle. $4 is how much was preserved.
rr_bring() (
  if [ ! -d "${1%/*}/" ]; then
    [ -e "$2.absent" ] || rr_fail "the folder ${1%/*} is gone"
    return
  fi
  rr_enter "$1" || return 1
  rr_bring_id=
  if [ -e "$2.absent" ]; then
    rr_bring_before=absent
  else
    rr_digest "$2" || return 1
    rr_bring_before=$rr_is
    rr_bring_id=$(stat -c '%u:%g %a %h %i %z' -- "./$rr_name" 2>/dev/null)
  fi
  rr_digest "./$rr_name" || return 1
  rr_bring_now=$rr_is
  if [ "$rr_is" = "$rr_bring_before" ]; then
    # Not even touched, or as absent as before.
    [ -n "$rr_bring_id" ] || return 0
    case $rr_is in
      link*)
        rr_bring_link "$2"
        return
        ;;
    esac
    [ -e "$2.id" ] && read -r rr_bring_was <"$2.id" && [ "$rr_bring_id" = "$rr_bring_was" ] && return 0
  elif [ -n "$3" ] && [ "$rr_is" != "$3" ] && [ ! -e "$2.begun" ]; then
    rr_fail "conflict: $1 was changed by somebody else after the step, and is left as it is; what it was before is in $2"
    return 1
  fi
  printf '' >"$2.begun"
  if [ "$rr_bring_before" != absent ]; then
    rr_bring_back "$2"
    return
  fi
  if [ -z "$3" ] && [ "$4" != full ] && [ -d "./$rr_name" ] && [ ! -h "./$rr_name" ]; then
    # Nobody knows what the step came to. It made it empty: whatever is in it may be somebody else's.
    rmdir -- "./$rr_name" || return 1
  else
    rr_remove_tree "./$rr_name" || return 1
  fi
  rr_sync ./
)
