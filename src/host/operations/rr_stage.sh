# shellcheck shell=sh
# needs: rr_fail rr_remove_tree

# Finds a place for what will become ./$rr_name in the working directory: sets rr_new to its name until then, rr_to to
# the name it is moved to, rr_old to one for what must give way. What an earlier try left there is removed. Until
# rr_unstage has cleared it up, the record of the step or undo says where this is: if it is killed, rr_tidy finds it.
#
# Where somebody else may write they are in a folder that only the acting user may enter, which becomes the working
# directory: a move from there to ../$rr_name cannot be led astray, for a folder of root's stays where it is. Whoever
# writes to rr_new must all the same not follow a link: O_EXCL (`set -C`), or cp and ln.
rr_stage() {
  rr_stage_at=./.rulerun-$rr_id-$rr_op
  rr_stage_note=${rr_here:-$rr_dir/undo}/stage-$rr_n
  # On a full disk it is done all the same.
  { pwd -P && printf '%s\n' "${rr_stage_at#./}"; } 2>/dev/null >"$rr_stage_note"
  for rr_stage_left in "$rr_stage_at" "$rr_stage_at-old"; do
    [ ! -e "$rr_stage_left" ] && [ ! -h "$rr_stage_left" ] || rr_remove_tree "$rr_stage_left" || return 1
  done
  rr_new=$rr_stage_at
  rr_old=$rr_stage_at-old
  rr_to=./$rr_name
  [ -n "$rr_shared" ] || return 0
  touch -r . -- "$rr_dir/stage-time" || return 1
  mkdir -- "$rr_stage_at" && cd -P -- "$rr_stage_at" || return 1
  rr_new=./new
  rr_old=./old
  rr_to=../$rr_name
  rr_stage_is=$(stat -c '%u:%a:%d:%i' . ..) || return 1
  case $rr_stage_is in
    "$rr_me":*00:*":$rr_self") return 0 ;;
    "$rr_me":*":$rr_self")
      # The folder's default ACL let others in for a moment.
      chmod 0700 . && [ -z "$(find . ! -name .)" ] && return 0
      ;;
  esac
  rr_fail "refused: somebody exchanges names in the folder of $rr_path"
}
