# shellcheck shell=sh

# Gives $2 owner, mode, times, ACL, extended attributes and label of $1, and leaves its content. With $3, -k, its own
# times stay. A cp that cannot do this (busybox) leaves owner, mode and times.
rr_copy_attributes() {
  if cp -a --attributes-only ${3:+--no-preserve=timestamps} -- "$1" "$2" 2>/dev/null; then
    # cp sets set-user-id and the like, and does not take them away.
    if [ -u "$2" ] || [ -g "$2" ] || [ -k "$2" ]; then chmod -- "00$(stat -c %a -- "$1")" "$2"; fi
    return
  fi
  rr_copy_attributes_of=$(stat -c '%u:%g %a' -- "$1") &&
    chown -- "${rr_copy_attributes_of% *}" "$2" &&
    chmod -- "00${rr_copy_attributes_of#* }" "$2" || return 1
  [ -n "$3" ] || touch -r "$1" -- "$2"
}
