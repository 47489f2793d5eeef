# shellcheck shell=sh
# needs: rr_born rr_spool rr_sync

# The whole of run.sh: runs the script $2 as `$2 $1 $4`, with its record in the folder $1, for at most $3 s, keeping
# twice $5 bytes of each stream, and writes down how it ended. By-products go to `started`.
#
# It leads a session and process group; the script has a group of its own, made by `timeout`. Output goes through pipes
# to readers that keep only so much of it. A service started by the script may hold those pipes for ever: its readers
# then stay for it, and nobody waits for them.
rr_runner() {
  rr_born $$
  printf '%s %s\n' "$$" "$rr_birth" >"$1/pgid"
  cd "$1/started" || return
  { read -r rr_runner_from rr_runner_rest </proc/uptime; } 2>/dev/null
  if mkfifo out err over 2>/dev/null; then
    # Open both ways: neither those who write to it wait, nor does it end before they have.
    exec 3<>over
    rr_spool out "$5" <out &
    rr_spool err "$5" <err &
    timeout -k 10 "$3" sh "$2" "$1" "$4" >out 2>err 3>&-
    rr_runner_code=$?
  else
    timeout -k 10 "$3" sh "$2" "$1" "$4" >../out 2>../err
    rr_runner_code=$?
  fi
  rr_runner_late=
  if [ -s code ]; then
    read -r rr_runner_code <code
  else
    # It was ended from outside; by the limit, if that has passed.
    { read -r rr_runner_to rr_runner_rest </proc/uptime; } 2>/dev/null
    if [ $((${rr_runner_to%.*} - ${rr_runner_from%.*} + 1)) -ge "$3" ]; then
      rr_runner_late=1
      rr_runner_code=124
      printf 'rulerun: stopped after %s s, the most it may take\n' "$3" >note
      { read -r rr_runner_rest && read -r rr_runner_group rr_runner_rest; } <../pgid &&
        kill -KILL -"$rr_runner_group" 2>/dev/null
    fi
  fi
  # Give up the reserve when the disk is full.
  printf '%s\n' "$rr_runner_code" >../rc.tmp 2>/dev/null ||
    { rm -f ../../../reserve && printf '%s\n' "$rr_runner_code" >../rc.tmp; } || return
  rr_sync ../rc.tmp || return
  # While that took its time the readers have come to their end. If not, a service holds what they read open: one byte
  # comes from each that has ended, and they get 2 s.
  if [ -e over ] && ! { [ -s out.end ] && [ -s err.end ]; }; then timeout 2 head -c 2 <&3 >/dev/null; fi
  set --
  [ -s ../out ] && set -- "$@" ../out
  [ -s ../err ] && set -- "$@" ../err
  [ $# -eq 0 ] || rr_sync "$@" || return
  mv ../rc.tmp ../rc && rr_sync ..
  # What the limit should have ended may still be in this group where `timeout` makes none.
  [ -z "$rr_runner_late" ] || kill -KILL 0
}
