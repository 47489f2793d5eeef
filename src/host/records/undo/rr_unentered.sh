# shellcheck shell=sh

# True when what was started in $1 since the last boot, and is gone, never came as far as rr_script_begin, which is where its
# script notes a second group before it acts. Only true for good once the token was raised: then what comes late is kept
# from acting there.
rr_unentered() {
  [ "$rr_end" = interrupted ] || return 1
  { read -r rr_unentered_boot <"$1/boot_id"; } 2>/dev/null && [ "$rr_unentered_boot" = "$rr_boot" ] || return 1
  ! { read -r _ && read -r _; } 2>/dev/null <"$1/pgid"
}
