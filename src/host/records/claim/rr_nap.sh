# shellcheck shell=sh

# A short sleep between two looks. Not every sleep knows fractions.
rr_nap() {
  sleep 0.05 2>/dev/null || sleep 1
}
