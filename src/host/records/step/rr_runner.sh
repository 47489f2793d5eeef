# shellcheck shell=sh
# needs: rr_process_id rr_spool rr_sync

# The whole of run.sh: runs the script $2 as `$2 $1 $4`, with its record in the folder $1, for at most $3 s, keeping
# twice $5 bytes of each stream, and writes down how it ended.
#
# It leads a session and process group; the script has a group of its own, made by `timeout`. Output goes through pipes
# to readers that keep only so much of it. A service started by the script may hold those pipes for ever: its readers
# then stay for it, and nobody waits for them.
rr_runner() {
  rr_process_id $$
  printf '%s %s\n' "$$" "$rr_birth" >"$1/pgid"
  cd "$1" || return
  { read -r rr_runner_from rr_runner_rest </proc/uptime; } 2>/dev/null
  if mkfifo out.pipe err.pipe over 2>/dev/null; then
    # Open both ways: neither those who write to it wait, nor does it end before they have.
    exec 3<>over
    rr_spool out "$5" <out.pipe &
    rr_spool err "$5" <err.pipe &
    timeout -k 10 "$3" sh "$2" "$1" "$4" >out.pipe 2>err.pipe 3>&-
    rr_runner_code=$?
  else
    timeout -k 10 "$3" sh "$2" "$1" "$4" >out 2>err
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
      { read -r rr_runner_rest && read -r rr_runner_group rr_runner_rest; } <pgid &&
        kill -KILL -"$rr_runner_group" 2>/dev/null
    fi
  fi
  # The readers need a moment to see the end. If it takes more, a service holds what they read open: one byte comes from
  # each that has ended, and they get 2 s.
  rr_runner_looks=8
  while [ -e over ] && ! { [ -s out.end ] && [ -s err.end ]; }; do
    rr_runner_looks=$((rr_runner_looks - 1))
    if [ "$rr_runner_looks" -le 0 ]; then
      timeout 2 head -c 2 <&3 >/dev/null
      break
    fi
    # A process that does nothing: the cheapest way to let others go first.
    (:)
  done
  set --
  [ -s out ] && set -- "$@" out
  [ -s err ] && set -- "$@" err
  [ $# -eq 0 ] || rr_sync "$@" || return
  # The result is one short write, then synced with its name. Whoever reads it before that, or after the power went in
  # between, finds nothing or all of it: the second word tells. So it needs no rename, which would cost two processes.
  printf '%s ended\n' "$rr_runner_code" >rc 2>/dev/null ||
    { rm -f ../../reserve && printf '%s ended\n' "$rr_runner_code" >rc; } || return
  rr_sync rc . || rm -f rc
  # What the limit should have ended may still be in this group where `timeout` makes none.
  [ -z "$rr_runner_late" ] || kill -KILL 0
}
