# shellcheck shell=sh
# needs: rr_process_id rr_trust

# Finds where this host keeps the records: sets rr_root, rr_boot, rr_state_root_birth (of this shell), and
# rr_state_root_wrong when the place cannot be trusted. Looks only. Called in the session's own shell, to be done once.
# Whoever has no home to write to, as a service account, has a place in /var/tmp, which outlasts a restart. Nobody can put
# another one there once it is made: the folder is sticky.
rr_state_root() {
  [ -n "$rr_root" ] && return 0
  rr_boot=unknown
  { read -r rr_boot </proc/sys/kernel/random/boot_id; } 2>/dev/null
  rr_process_id $$
  rr_state_root_birth=$rr_birth
  rr_state_root_uid=$(id -u)
  if [ -n "$rr_root_given" ]; then
    rr_root=$rr_root_given
  elif [ "$rr_state_root_uid" = 0 ]; then
    rr_root=/var/lib/rulerun
  elif [ -n "$XDG_STATE_HOME" ]; then
    rr_root=$XDG_STATE_HOME/rulerun
  else
    rr_state_root_home=$HOME
    # Some sudo settings keep the HOME of the one who called.
    [ -n "$rr_state_root_home" ] && [ -w "$rr_state_root_home" ] || eval "rr_state_root_home=~$(id -un)"
    rr_root=$rr_state_root_home/.local/state/rulerun
    if [ ! -w "$rr_state_root_home" ] && [ ! -w "$rr_root" ] && [ -k /var/tmp ]; then
      rr_root=/var/tmp/rulerun-$rr_state_root_uid
    fi
  fi
  rr_trust
}
