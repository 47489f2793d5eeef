import type { Operation } from '../../model/operation.ts';
import { FLUSHING } from './firewall-units.ts';
import type { Step } from './step.ts';

/** In memory: after a boot there are other rules, and these must not come back. */
const KEPT = '/run/rulerun';

/** Before a unit empties the tables. A host without iptables has no rules to lose. */
const KEEP_SCRIPT = `# keep the running rules of $rr_rules
command -v "$rr_rules-save" >/dev/null || exit 0
umask 077
mkdir -p "$rr_kept" && rm -f "$rr_kept/$rr_rules" &&
  timeout 60 "$rr_rules-save" -c >"$rr_kept/$rr_rules.new" || exit
if grep '^#.*incompatible' "$rr_kept/$rr_rules.new" >&2; then
  echo "so what $rr_rules-save shows is not all that runs, and cannot bring it back" >&2
  exit 1
fi
mv -f "$rr_kept/$rr_rules.new" "$rr_kept/$rr_rules"
`;

/**
 * All rules come back as they were, but only while chains are missing that nobody else brings back. Docker writes its
 * chains when it starts, and then with the addresses that its containers have now: what was kept would replace them by
 * those of before. Without Docker any chain counts.
 */
const BRING_BACK_SCRIPT = `# bring the running rules of $rr_rules back, unless Docker has made its own again
kept=$rr_kept/$rr_rules
[ -s "$kept" ] || exit 0
chains() { sed -n -e '/^\\*/h' -e '/^:/{G;s/\\n/ /;s/^:\\([^ ]*\\) - .*\\*\\(.*\\)$/\\2 \\1/p;}'; }
chains <"$kept" >"$kept.before"
timeout 60 "$rr_rules-save" >"$kept.running" || exit
# Not empty: of an empty list of patterns every grep thinks something else.
{ echo - && chains <"$kept.running"; } >"$kept.now"
if grep -q ' DOCKER$' "$kept.before"; then
  grep ' DOCKER$' "$kept.before" >"$kept.docker"
  mv -f "$kept.docker" "$kept.before"
fi
lost=$(grep -vxF -f "$kept.now" "$kept.before" | head -n 1)
rm -f "$kept.before" "$kept.running" "$kept.now"
[ -n "$lost" ] || exit 0
said=$("$rr_rules-restore" -w -c <"$kept" 2>&1) && exit 0
# Before RHEL 7.4 it knows no -w.
said=$("$rr_rules-restore" -c <"$kept" 2>&1) && exit 0
printf '%s\\n' "the chain $lost is gone, and the rules that were kept in $kept do not load: $said" >&2
exit 1
`;

/** A step of a unit that empties the tables of the kernel: what ran before can come back. Other steps are as they were. */
export function keepingRules(unit: string, step: Step): Step {
  if (!FLUSHING.has(unit)) return step;
  const environment = { rr_rules: unit.replace(/\.service$/, ''), rr_kept: KEPT };
  const keep: Operation = { kind: 'shell', script: KEEP_SCRIPT, environment };
  const bringBack: Operation = { kind: 'shell', script: BRING_BACK_SCRIPT, environment };
  return { ...step, apply: [keep, ...step.apply], undo: [...step.undo, bringBack] };
}
