# shellcheck shell=sh

# Prints a line `other USER PLACE` for each place, as far as the acting user may look, where somebody else has records of
# runs on this host (see rr_state_root). Looks only, and by name: whoever owns a place may put there what he likes.
rr_gc_others() {
  [ -z "$rr_root_given" ] || return 0
  {
    while IFS=: read -r _ _ _ _ _ rr_gc_others_home _; do
      printf '%s\n' "$rr_gc_others_home/.local/state/rulerun"
    done </etc/passwd
    printf '%s\n' /home/*/.local/state/rulerun /var/tmp/rulerun-*
  } | sort -u | while IFS= read -r rr_gc_others_place; do
    [ ! -h "$rr_gc_others_place" ] || continue
    # A controller's own records of runs have no steps.
    for rr_gc_others_who in "$rr_gc_others_place/runs"/*/steps; do
      [ ! -d "$rr_gc_others_who" ] || break
    done
    [ -d "$rr_gc_others_who" ] || continue
    rr_gc_others_who=$(stat -c '%u %U' -- "$rr_gc_others_place") || continue
    [ "${rr_gc_others_who%% *}" = "$rr_state_root_uid" ] ||
      printf 'other %s %s\n' "${rr_gc_others_who#* }" "$rr_gc_others_place"
  done
}
