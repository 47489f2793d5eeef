# shellcheck shell=sh

# Judges the folder that stat -c %u:%f:%d:%i calls $1. Sets rr_shared to its owner's number where somebody besides root
# and the acting user (rr_me) may put names into it or take them away, else to nothing; rr_sticky where what belongs to
# these two stays in its place all the same; rr_own where it is theirs. False when it is no folder.
#
# Where there is an ACL, the mode shows its mask in the place of the group's rights.
rr_judge() {
  rr_judge_owner=${1%%:*}
  rr_judge_mode=${1#*:}
  rr_judge_mode=$((0x${rr_judge_mode%%:*}))
  rr_self=${1#*:*:}
  rr_shared=$rr_judge_owner
  rr_sticky=
  rr_own=
  if [ "$rr_judge_owner" = 0 ] || [ "$rr_judge_owner" = "$rr_me" ]; then
    rr_own=1
    if [ $((rr_judge_mode & 022)) -eq 0 ]; then
      rr_shared=
    elif [ $((rr_judge_mode & 01000)) -ne 0 ]; then
      rr_sticky=1
    fi
  fi
  [ $((rr_judge_mode & 0170000)) -eq $((0040000)) ]
}
