# shellcheck shell=sh
# needs: rr_highest rr_owner rr_refuse rr_sync rr_whole

# Takes this host for run $1 at the controller's time $2. False, and said on standard output, when it cannot: another
# run has it, or this run has it by another name, as where one machine is in the inventory twice.
#
# The lock is a folder that comes into being with its owner in it: made aside and renamed, which fails while another
# lock stands there. So there is never a lock without an owner, whenever the power goes.
rr_lock() {
  rr_owner
  # One that was given free between two looks is tried for again.
  for rr_lock_try in 1 2 3; do
    [ -z "$rr_holder" ] || break
    rr_highest
    rr_lock_up=
    { read -r rr_lock_up rr_lock_rest </proc/uptime; } 2>/dev/null
    rr_whole "$1"
    rr_lock_aside=$rr_root/lock.$1.$$
    rr_lock_said=$(
      {
        mkdir "$rr_lock_aside" &&
          printf 'run=%s\nhost=%s\ntoken=%s\nboot_id=%s\nuptime=%s\nsince=%s\n' \
            "$rr_whole" "$rr_host" "$((rr_highest + 1))" "$rr_boot" "$rr_lock_up" "$2" >"$rr_lock_aside/owner" &&
          rr_sync "$rr_lock_aside/owner" && mv -T "$rr_lock_aside" "$rr_root/lock"
      } 2>&1
    )
    # Who was too late, or was cut off earlier, leaves nothing.
    rm -rf "$rr_root"/lock.*
    rr_owner
  done
  [ -n "$rr_holder" ] || {
    printf '%s\n' "$rr_lock_said" >&2
    rr_refuse "cannot take the lock $rr_root/lock" || return 1
  }
  rr_whole "$1"
  if [ "$rr_holder" = "$rr_whole" ]; then
    [ -n "$rr_host" ] && [ -n "$rr_holder_host" ] && [ "$rr_holder_host" != "$rr_host" ] || return 0
    printf 'twin %s\n' "$rr_holder_host"
    return 1
  fi
  printf 'locked %s %s\n' "$rr_holder" "$rr_holder_since"
  return 1
}
