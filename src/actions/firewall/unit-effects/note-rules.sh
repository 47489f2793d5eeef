# shellcheck shell=sh

# After the unit has filled the tables again from its file: what it brought in is what may go again.
command -v "$rr_rules-save" >/dev/null || exit 0
umask 077
timeout 60 "$rr_rules-save" >"$rr_kept/$rr_rules.loaded" || rm -f "$rr_kept/$rr_rules.loaded"
