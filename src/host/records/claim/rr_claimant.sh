# shellcheck shell=sh

# Sets rr_claimant to the last of the files by.1, by.2, … in the folder $1, which says what shell has the right to it, and
# rr_claimant_next to the one that would come after it; without any, rr_claimant to nothing and rr_claimant_next to the first.
rr_claimant() {
  rr_claimant=
  rr_claimant_next=$1/by.1
  rr_claimant_number=1
  while [ -e "$rr_claimant_next" ]; do
    rr_claimant=$rr_claimant_next
    rr_claimant_number=$((rr_claimant_number + 1))
    rr_claimant_next=$1/by.$rr_claimant_number
  done
}
