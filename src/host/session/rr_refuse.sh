# shellcheck shell=sh

# Says that nothing was done and why. False, so that a caller can end with it.
rr_refuse() {
  printf 'refused\n'
  printf '%s\n' "$1" >&2
  return 1
}
