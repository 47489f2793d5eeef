# shellcheck shell=sh
# needs: rr_digest rr_enter rr_fail rr_remove_tree rr_replace rr_restore_link rr_sync

# Makes $1 what it was: the copy $2, or nothing where $2.absent stands. $3 is what the step made of it, when that is
# known: found to be neither that nor what it was, it has been changed by somebody else and is left alone; unless
# $2.begun tells that an earlier try was cut off in the middle. $4 is how much was preserved.
rr_restore_one() (
  if [ ! -d "${1%/*}/" ]; then
    [ -e "$2.absent" ] || rr_fail "the folder ${1%/*} is gone"
    return
  fi
  rr_enter "$1" || return 1
  rr_restore_one_id=
  if [ -e "$2.absent" ]; then
    rr_restore_one_before=absent
  else
    rr_digest "$2" || return 1
    rr_restore_one_before=$rr_is
    rr_restore_one_id=$(stat -c '%u:%g %a %h %i %z' -- "./$rr_name" 2>/dev/null)
  fi
  rr_digest "./$rr_name" || return 1
  rr_restore_one_now=$rr_is
  if [ "$rr_is" = "$rr_restore_one_before" ]; then
    # Not even touched, or as absent as before.
    [ -n "$rr_restore_one_id" ] || return 0
    case $rr_is in
      link*)
        rr_restore_link "$2"
        return
        ;;
    esac
    [ -e "$2.id" ] && read -r rr_restore_one_was <"$2.id" && [ "$rr_restore_one_id" = "$rr_restore_one_was" ] && return 0
  elif [ -n "$3" ] && [ "$rr_is" != "$3" ] && [ ! -e "$2.begun" ]; then
    rr_fail "conflict: $1 was changed by somebody else after the step, and is left as it is; what it was before is in $2"
    return 1
  fi
  printf '' >"$2.begun"
  if [ "$rr_restore_one_before" != absent ]; then
    rr_replace "$2"
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
