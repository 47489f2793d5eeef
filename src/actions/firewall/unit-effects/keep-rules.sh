# shellcheck shell=sh

# Before a unit empties the tables. A host without iptables has no rules to lose. $rr_rules is the program, $rr_kept a
# folder in memory: after a boot there are other rules, and these must not come back.
command -v "$rr_rules-save" >/dev/null || exit 0
umask 077
mkdir -p "$rr_kept" && rm -f "$rr_kept/$rr_rules" "$rr_kept/$rr_rules.loaded" &&
  timeout 60 "$rr_rules-save" -c >"$rr_kept/$rr_rules.new" || exit
if grep '^#.*incompatible' "$rr_kept/$rr_rules.new" >&2; then
  echo "so what $rr_rules-save shows is not all that runs, and cannot bring it back" >&2
  exit 1
fi
mv -f "$rr_kept/$rr_rules.new" "$rr_kept/$rr_rules"
