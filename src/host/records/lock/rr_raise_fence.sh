# shellcheck shell=sh
# needs: rr_highest rr_sync

# Grants the run in the folder $1 a token above all others and sets rr_token to it. Whatever still holds an older one,
# a step that is about to start or a controller that slept, is refused from now on.
rr_raise_fence() {
  rr_highest
  rr_token=$((rr_highest + 1))
  printf '%s\n' "$rr_token" >"$rr_root/token.tmp" &&
    rr_sync "$rr_root/token.tmp" &&
    mv -f "$rr_root/token.tmp" "$rr_root/token" &&
    printf '%s\n' "$rr_token" >"$1/token" &&
    rr_sync "$rr_root" "$1/token"
}
