# shellcheck shell=sh

# All rules come back as they were, but only while chains are missing that nobody else brings back. Docker writes its
# chains when it starts, and then with the addresses that its containers have now: what was kept would replace them by
# those of before. Without Docker any chain counts.
#
# Where Docker has been there already, what neither it nor OpenShift brings back does come back: policies, what
# administrators had in the chains that programs leave to them, and what was in those of the kernel that let in, through
# and out, unless somebody has put something else there: something that neither ran before nor was loaded from the file.
kept=$rr_kept/$rr_rules
[ -s "$kept" ] || exit 0
chains() { sed -n -e '/^\*/h' -e '/^:/{G;s/\n/ /;s/^:\([^ ]*\) - .*\*\(.*\)$/\2 \1/p;}'; }
# Policies and rules without counters, each behind its table.
plain() { sed -n -e '/^\*/h' -e 's/ \[[0-9:]*\]$//' -e 's/^\[[0-9:]*\] //' -e '/^[:-]/{G;s/\(.*\)\n\*\(.*\)/\2 \1/p;}'; }
chains <"$kept" >"$kept.before"
timeout 60 "$rr_rules-save" >"$kept.running" || exit
# Not empty: of an empty list of patterns every grep thinks something else.
{ echo - && chains <"$kept.running"; } >"$kept.now"
if grep -q ' DOCKER$' "$kept.before"; then
  grep ' DOCKER$' "$kept.before" >"$kept.docker"
  mv -f "$kept.docker" "$kept.before"
fi
lost=$(grep -vxF -f "$kept.now" "$kept.before" | head -n 1)
load() {
  said=$("$rr_rules-restore" -w "$@" -c <"$rules" 2>&1) && return 0
  # Before RHEL 7.4 it knows no -w.
  said=$("$rr_rules-restore" "$@" -c <"$rules" 2>&1)
}
if [ -n "$lost" ]; then
  rm -f "$kept.before" "$kept.running" "$kept.now"
  rules=$kept
  load && exit 0
  printf '%s\n' "the chain $lost is gone, and the rules that were kept in $kept do not load: $said" >&2
  exit 1
fi
{ echo - && plain <"$kept"; } >"$kept.before"
mv -f "$kept.now" "$kept.chains"
{ echo - && plain <"$kept.running"; } >"$kept.now"
rm -f "$kept.running"
set -- -e '/^\*/p' -e '/^COMMIT/p'
# A table that is not there lets everything through.
lacking=$(grep -vxF -f "$kept.now" "$kept.before" | grep '^[a-z]* :[^ ]* [A-Z]' |
  while read -r table chain policy; do
    [ "$policy" = ACCEPT ] && ! grep -q "^$table $chain " "$kept.now" || echo "$table $chain $policy"
  done | head -n 1)
[ -z "$lacking" ] || set -- "$@" -e '/^:[^ ]* [A-Z]/p'
for chain in OPENSHIFT-ADMIN-OUTPUT-RULES DOCKER-USER CNI-ADMIN; do
  rule="^filter -A $chain "
  missing=$(grep -vxF -f "$kept.now" "$kept.before" | grep "$rule" | head -n 1)
  [ -n "$missing" ] || continue
  ! grep -vxF -f "$kept.before" "$kept.now" | grep -q "$rule" || continue
  lacking=$missing
  set -- "$@" -e "/^:$chain /p" -e "/^\[[0-9:]*\] -A $chain /p"
done
# What jumps into a chain that OpenShift is still to make again comes with that chain.
{ echo - && sed -n 's/^filter -A [A-Z]* .*-[jg] \([^ ]*\)$/filter \1/p' "$kept.before"; } >"$kept.jumps"
for chain in $(chains <"$kept" | grep -xF -f "$kept.jumps" | grep -vxF -f "$kept.chains" | sed 's/^filter //'); do
  set -- -e "/ -[jg] $chain\$/d" "$@"
  sed "/ -[jg] $chain\$/d" "$kept.before" >"$kept.new" && mv -f "$kept.new" "$kept.before" || exit
done
{ cat "$kept.before" && [ ! -e "$kept.loaded" ] || plain <"$kept.loaded"; } >"$kept.known"
for chain in INPUT FORWARD OUTPUT; do
  rule="^filter -A $chain "
  differing=$({ grep -vxF -f "$kept.now" "$kept.before"; grep -vxF -f "$kept.before" "$kept.now"; } | grep "$rule" | head -n 1)
  [ -n "$differing" ] || continue
  ! grep -vxF -f "$kept.known" "$kept.now" | grep -q "$rule" || continue
  lacking=$differing
  set -- "$@" -e "/^\*filter/a -F $chain" -e "/^\*filter/,/^COMMIT/{/^\[[0-9:]*\] -A $chain /p;}"
done
rm -f "$kept.before" "$kept.now" "$kept.known" "$kept.chains" "$kept.jumps"
[ -n "$lacking" ] || exit 0
rules=$kept.lacking
sed -n "$@" "$kept" >"$rules" || exit
if load -n; then
  rm -f "$rules"
  exit 0
fi
printf '%s\n' "this is not as it was: $lacking; and $rules does not load: $said" >&2
exit 1
