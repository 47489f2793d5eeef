# shellcheck shell=sh
# needs: rr_refuse

# Makes sure that this host can keep the record of a run. False, and said, when it cannot.
rr_ready() {
  [ -z "$rr_place_wrong" ] || rr_refuse "$rr_place_wrong" || return 1
  for rr_ready_need in setsid timeout mkfifo base64 sha256sum readlink stat; do
    command -v "$rr_ready_need" >/dev/null || rr_refuse "this host has no $rr_ready_need" || return 1
  done
  [ -d "$rr_root/runs" ] || mkdir -p "$rr_root/runs" || rr_refuse "cannot make $rr_root/runs"
}
