import { groupedBy } from '../../../model/values/grouped.ts';
import { termsOf } from '../../owners/terms.ts';
import { isBuiltIn } from '../../text/built-in-chains.ts';
import type { Rule, Table } from '../../text/rules.ts';
import type { Found, LintRule } from '../lint-rule.ts';
import { isSure, mayBeSsh } from './new-connection.ts';

export const sshLockedOut: LintRule = {
  id: 'FW008',
  severity: 'warning',
  title: 'nothing lets ssh in before everything is refused',
  why: 'whoever loads the file over ssh gets no second connection, and nobody else does',
  fix: 'accept the port in INPUT before the REJECT or DROP',
  find: ({ rules, sshPort }) =>
    rules.tables.filter(({ name }) => name === 'filter').flatMap((table) => lockedOut(table, sshPort)),
};

function lockedOut(table: Table, port: number): readonly Found[] {
  const chains = groupedBy(table.rules, ({ chain }) => chain);
  const fate = fateIn('INPUT', { chains, port, known: new Map() }, 0);
  if (fate.kind === 'in') return [];
  if (fate.kind === 'out') {
    return [{ line: fate.line, message: `this refuses tcp port ${port}, and no rule before it accepts it` }];
  }
  const input = table.chains.find(({ name }) => name === 'INPUT');
  if (input?.policy !== 'DROP' || !isBuiltIn(table.name, 'INPUT')) return [];
  return [
    { line: input.line, message: `the policy refuses everything, and no rule accepts tcp port ${port}` },
  ];
}

/** What becomes of a new connection to the port: accepted, at least from somewhere; refused; or neither. */
type Fate =
  | { readonly kind: 'in' }
  | { readonly kind: 'out'; readonly line: number }
  | { readonly kind: 'on' };

const ON: Fate = { kind: 'on' };

/** Deeper than any backend lets a packet jump (nft: 16). */
const DEEPEST = 64;

/** What is asked of every chain on the way. */
interface Walk {
  readonly chains: ReadonlyMap<string, readonly Rule[]>;
  readonly port: number;
  /** Each chain is walked once; one that is being walked counts as passed. */
  readonly known: Map<string, Fate>;
}

function fateIn(name: string, walk: Walk, depth: number): Fate {
  const before = walk.known.get(name);
  if (before !== undefined) return before;
  walk.known.set(name, ON);
  const fate = fateAmong(walk.chains.get(name) ?? [], walk, depth);
  walk.known.set(name, fate);
  return fate;
}

function fateAmong(rules: readonly Rule[], walk: Walk, depth: number): Fate {
  const into = (chain: string): Fate =>
    walk.chains.has(chain) && depth < DEEPEST ? fateIn(chain, walk, depth + 1) : ON;
  let mayLeave = false;
  for (const rule of rules) {
    const fate = fateBy(rule, into, walk.port);
    if (fate === 'back') return ON;
    if (fate === 'perhaps back') mayLeave = true;
    // Whoever has gone back goes on behind the jump, and may be let in there.
    else if (fate.kind === 'out' && mayLeave) return ON;
    else if (fate.kind !== 'on') return fate;
  }
  return ON;
}

/** `back`: every packet leaves the chain here; `perhaps back`: some may. */
function fateBy(rule: Rule, into: (chain: string) => Fate, port: number): Fate | 'back' | 'perhaps back' {
  const { target = '' } = rule;
  const { terms } = termsOf(rule);
  if (!terms.every((term) => mayBeSsh(term, port))) return ON;
  const always = terms.every(isSure);
  if (target === 'ACCEPT') return { kind: 'in' };
  if (target === 'DROP' || target === 'REJECT') return always ? { kind: 'out', line: rule.line } : ON;
  if (target === 'RETURN') return always ? 'back' : 'perhaps back';
  const fate = into(target);
  return fate.kind === 'out' && !always ? ON : fate;
}
