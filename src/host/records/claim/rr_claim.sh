# shellcheck shell=sh
# needs: rr_alive rr_alive_in rr_claimant rr_nap

# Takes the right to prepare and start what belongs in the folder $1, which has begun once $2 is in it: true for one
# shell. An answer may be lost while the shell that works on it goes on, and the next connection asks for the same: then
# this waits, and is false once the other has begun it. What a shell that is gone left half prepared is taken over.
# 2: it cannot be written.
#
# The right is a file that is created and never replaced or removed (`set -C`), and says which shell has it; the right of
# one that is gone passes to whoever creates the next of these files. So nothing is left behind that could be in the way
# of the next, whenever a shell dies.
rr_claim() {
  [ -d "$1" ] || mkdir "$1" 2>/dev/null
  [ -d "$1" ] || return 2
  rr_claim_left=600
  rr_claim_unsaid=10
  while [ ! -e "$1/$2" ]; do
    rr_claimant "$1"
    if [ -n "$rr_claimant" ] && [ ! -s "$rr_claimant" ] && [ "$rr_claim_unsaid" -gt 0 ]; then
      # Whoever made it is about to say who he is. Only one that died in that instant never does, and the check below
      # holds however late he is.
      rr_claim_unsaid=$((rr_claim_unsaid - 1))
    elif [ -z "$rr_claimant" ] || ! rr_alive "$1"; then
      rr_claim_before=$rr_claimant
      rr_claim_mine=$rr_claimant_next
      set -C
      { true >"$rr_claim_mine"; } 2>/dev/null
      rr_claim_code=$?
      set +C
      if [ "$rr_claim_code" -eq 0 ]; then
        printf '%s %s %s\n' "$$" "$rr_state_root_birth" "$rr_boot" >"$rr_claim_mine" || return 2
        # One that was long about saying who he is may have said it now: of the two, at least one sees the other.
        rr_claimant "$1"
        if [ "$rr_claimant" = "$rr_claim_mine" ] && ! rr_alive_in "$rr_claim_before"; then
          printf '%s\n' "$rr_boot" >"$1/boot_id" && return 0
          printf '0 0\n' >"$rr_claimant"
          return 2
        fi
        printf '0 0\n' >"$rr_claim_mine"
      fi
      [ -e "$rr_claim_mine" ] || return 2
    fi
    rr_claim_left=$((rr_claim_left - 1))
    [ "$rr_claim_left" -gt 0 ] || return 1
    rr_nap
  done
  return 1
}
