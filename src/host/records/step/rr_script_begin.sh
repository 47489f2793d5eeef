# shellcheck shell=sh
# needs: rr_process_id

# The first thing in the script of a step or an undo, which the runner calls with the folder $1 of its record and the
# token $2: notes the process group that `timeout` has made, and then leaves when the token is no longer the highest.
#
# In this order nothing slips through between looking and doing: whoever raises the token looks for groups to stop
# afterwards. Either it sees this group, or this script sees the new token.
#
# One that cannot note its group does not act: nobody could stop it, or tell that it came so far.
#
# Called without arguments, by hand or by a guard, it only finds its run.
rr_script_begin() {
  case $0 in
    */steps/*) rr_dir=${0%/steps/*} ;;
    *) rr_dir=${0%/undo/*} ;;
  esac
  rr_here=$1
  [ -n "$1" ] || return 0
  rr_process_id "$PPID"
  printf '%s %s\n' "$PPID" "$rr_birth" >>"$1/pgid" || exit 75
  { read -r rr_script_begin_token <"${rr_dir%/runs/*}/token"; } 2>/dev/null
  [ "$2" = "$rr_script_begin_token" ] && [ -e "$rr_dir/armed" ] && return 0
  printf 'fenced\n' >"$1/code"
  exit 75
}
