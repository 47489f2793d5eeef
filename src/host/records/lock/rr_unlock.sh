# shellcheck shell=sh
# needs: rr_owner rr_refuse rr_sync rr_whole

# Gives the host free if run $1 has it, and by this name. False, and said, when it cannot.
rr_unlock() {
  rr_owner
  rr_whole "$1"
  [ "$rr_holder" = "$rr_whole" ] || return 0
  # One machine under two names: the other name still works on it.
  [ -z "$rr_host" ] || [ -z "$rr_holder_host" ] || [ "$rr_host" = "$rr_holder_host" ] || return 0
  mv -T "$rr_root/lock" "$rr_root/lock.$1" && rm -rf "$rr_root/lock.$1" && rr_sync "$rr_root" ||
    rr_refuse "cannot release the lock $rr_root/lock"
}
