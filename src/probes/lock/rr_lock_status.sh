# shellcheck shell=sh
# needs: rr_machine rr_owner rr_state_root

# rr_lock_status: whether another run has this host, and whether a record could be kept here. Looks only. Prints lines
#   machine=TEXT                 which machine this is, where that is certain: equal texts are one machine
#   wrong WHY                    why no record can be kept
#   run=RUN, host=, since=       the run that has the host, what it calls it, and when it took it
rr_lock_status() {
  rr_state_root
  rr_machine
  [ -z "$rr_machine" ] || printf 'machine=%s\n' "$rr_machine"
  if [ -n "$rr_state_root_wrong" ]; then
    printf 'wrong %s\n' "$rr_state_root_wrong"
    return 0
  fi
  rr_owner
  [ -z "$rr_holder" ] || printf '%s\n' "run=$rr_holder" "host=$rr_holder_host" "since=$rr_holder_since"
}
