# shellcheck shell=sh
# needs: rr_refuse rr_trust

# Makes sure that this host can keep the record of a run. False, and said, when it cannot.
rr_ready() {
  [ -z "$rr_state_root_wrong" ] || rr_refuse "$rr_state_root_wrong" || return 1
  for rr_ready_need in setsid timeout mkfifo base64 sha256sum readlink stat; do
    command -v "$rr_ready_need" >/dev/null || rr_refuse "this host has no $rr_ready_need" || return 1
  done
  [ ! -d "$rr_root/runs" ] || return 0
  mkdir -p "$rr_root" || rr_refuse "cannot make $rr_root" || return 1
  # Somebody else may have been faster than this.
  rr_trust
  [ -z "$rr_state_root_wrong" ] || rr_refuse "$rr_state_root_wrong" || return 1
  [ -d "$rr_root/runs" ] || mkdir "$rr_root/runs" 2>/dev/null || [ -d "$rr_root/runs" ] ||
    rr_refuse "cannot make $rr_root/runs"
}
