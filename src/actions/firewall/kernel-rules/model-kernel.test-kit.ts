import type { ChainEdit, EditStep } from './chain-edit.ts';
import { type ChainRule, liveRule, ruleText, wantedRule } from './chain-rule.ts';
import { ruleOf } from './rule.test-kit.ts';

/** The rules of one chain as lines. */
export type ModelChain = string[];

/** What a kernel would print of a rule of the pool. */
export function printed(written: string): string {
  const text = written.replace('-p tcp --dport', '-p tcp -m tcp --dport');
  return `-A INPUT ${text === '-j REJECT' ? '-j REJECT --reject-with icmp-port-unreachable' : text}`;
}

export function isForeign(line: string): boolean {
  return line.includes('docker0') || line.includes('KUBE-');
}

export function asLive(chain: readonly string[]): readonly ChainRule[] {
  return chain.map((line) =>
    liveRule({ ...ruleOf(line.replace('-A INPUT ', '')), text: line }, 'ipv4', !isForeign(line)),
  );
}

export function asWanted(rules: readonly string[]): readonly ChainRule[] {
  return rules.map((rule) => wantedRule(ruleOf(rule), 'ipv4'));
}

/** Does what the script does with a step, in a kernel that is a list. */
export function step(chain: ModelChain, known: readonly string[], each: EditStep): void {
  const text = each.rule.text ?? printed(ruleText(each.rule));
  if (each.kind === 'put') chain.splice(place(chain, known, each), 0, text);
  else {
    const index =
      each.kind === 'out' ? chain.indexOf(text) : place(chain, known, { at: each.at, next: '', skip: 0 });
    if (each.kind === 'cut' && chain[index] !== text) throw new Error(`${text} is not where it should be`);
    if (index >= 0) chain.splice(index, 1);
  }
}

function place(
  chain: ModelChain,
  known: readonly string[],
  { at, next, skip }: { readonly at: number; readonly next: string; readonly skip: number },
): number {
  const places = chain.flatMap((line, index) => (known.includes(line) ? [index] : []));
  const from = at === 0 ? 0 : (places[at - 1] ?? chain.length) + 1;
  const to = places[at] ?? chain.length;
  const same = chain.flatMap((line, index) => (index >= from && index <= to && line === next ? [index] : []));
  return same[skip] ?? same.at(-1) ?? to;
}

/** Goes back from anywhere, as the script does. @throws when the chain stands at none of the steps */
export function undo(chain: ModelChain, { known, after, undo: steps }: ChainEdit): void {
  const isAt = (want: readonly string[]): boolean =>
    chain.filter((line) => known.includes(line)).join('\n') === want.join('\n');
  const want = [...after];
  const moves = steps.filter(({ kind }) => kind !== 'out').length;
  let met = isAt(want) || moves === 0;
  for (const each of steps) {
    if (each.kind === 'out' && !met) break;
    if (met) step(chain, known, each);
    else pass(want, each);
    met ||= isAt(want);
  }
  if (!met) throw new Error('neither as before nor as after');
}

function pass(want: string[], each: EditStep): void {
  if (each.kind === 'put') want.splice(each.at, 0, each.rule.text ?? '');
  if (each.kind === 'cut') want.splice(each.at, 1);
}
