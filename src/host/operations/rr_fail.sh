# shellcheck shell=sh

# Says why an operation cannot be done. False, so that a caller can end with it.
rr_fail() {
  printf '%s\n' "$1" >&2
  return 1
}
