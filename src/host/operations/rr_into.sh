# shellcheck shell=sh
# needs: rr_fail rr_judge

# Enters the folder $1 of the working directory, and judges it; $2 is what to call it. From a folder that somebody else
# may write to, only what lies in it is entered, or what belongs to the one whose folder it is: a link that anybody else
# could have put there leads nowhere. It is judged from inside, where no name can be exchanged any more.
rr_into() {
  rr_into_from=$rr_self
  rr_into_by=$rr_shared
  rr_into_own=$rr_own
  cd -P -- "./$1" || return 1
  rr_into_is=$(stat -c '%u:%f:%d:%i' . ..) || return 1
  rr_judge "${rr_into_is%%[!0-9a-f:]*}"
  rr_above=${rr_into_is##*[!0-9a-f:]}
  rr_above=${rr_above#*:*:}
  [ -n "$rr_into_by" ] && [ "$1" != .. ] && [ "$rr_above" != "$rr_into_from" ] || return 0
  [ -z "$rr_into_own" ] && [ "$rr_judge_owner" = "$rr_into_by" ] ||
    rr_fail "refused: $2 is in a folder that somebody else may write to, and leads out of it"
}
