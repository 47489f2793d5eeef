# shellcheck shell=sh
# needs: rr_alive rr_nap

# Makes the folder $1 and with it the right to prepare and start what belongs there; notes which shell has it. False when
# somebody else has, or has started it already: an answer may be lost while the shell that works on it goes on, and the
# next connection asks for the same. What a shell that is gone left half prepared is taken over. 2: it cannot be written.
rr_claim() {
  rr_claim_left=600
  until mkdir "$1" 2>/dev/null; do
    [ -d "$1" ] || return 2
    while [ ! -d "$1/started" ] && rr_alive "$1"; do
      rr_claim_left=$((rr_claim_left - 1))
      [ "$rr_claim_left" -gt 0 ] || return 1
      rr_nap
    done
    [ ! -d "$1/started" ] || return 1
    # Only one of two that try this can.
    mv -T "$1" "$1.$$" 2>/dev/null && rm -rf "$1.$$"
    rr_claim_left=$((rr_claim_left - 1))
    [ "$rr_claim_left" -gt 0 ] || return 1
  done
  printf '%s\n' "$rr_boot" >"$1/boot_id" && printf '%s %s\n' "$$" "$rr_place_birth" >"$1/by" || return 2
}
