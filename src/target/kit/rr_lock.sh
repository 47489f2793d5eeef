# shellcheck shell=sh
# needs: rr_highest rr_owner rr_refuse rr_sync

# Takes this host for run $1 at the controller's time $2. False, and said on standard output, when it cannot.
#
# The lock is a folder that comes into being with its owner in it: made aside and renamed, which fails while another
# lock stands there. So there is never a lock without an owner, whenever the power goes.
rr_lock() {
  rr_owner
  [ "$rr_holder" = "$1" ] && return 0
  if [ -z "$rr_holder" ]; then
    rr_highest
    rr_lock_up=
    { read -r rr_lock_up rr_lock_rest </proc/uptime; } 2>/dev/null
    [ -d "$rr_root/lock.$1" ] || mkdir "$rr_root/lock.$1" || rr_refuse "cannot write to $rr_root" || return 1
    printf 'run=%s\ntoken=%s\nboot_id=%s\nuptime=%s\nsince=%s\n' \
      "$1" "$((rr_highest + 1))" "$rr_boot" "$rr_lock_up" "$2" >"$rr_root/lock.$1/owner" &&
      rr_sync "$rr_root/lock.$1/owner" || rr_refuse "cannot write to $rr_root" || return 1
    mv -T "$rr_root/lock.$1" "$rr_root/lock" 2>/dev/null && return 0
    rm -rf "$rr_root/lock.$1"
    rr_owner
    [ -n "$rr_holder" ] || rr_refuse "cannot take the lock $rr_root/lock" || return 1
  fi
  printf 'locked %s %s\n' "$rr_holder" "$rr_holder_since"
  return 1
}
