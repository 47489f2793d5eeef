import type { RulesText } from '../text/rules.ts';
import type { Owner } from './owner.ts';
import { type OwnersOptions, ownersOf } from './owners.ts';
import type { PolicyOwner } from './ownership.ts';
import { type Reason, sayReason } from './reason.ts';

/** One chain or rule, whose it is and why. */
export interface Explained {
  readonly line: number;
  readonly table: string;
  readonly kind: 'chain' | 'rule';
  readonly text: string;
  readonly owner: Owner;
  readonly reason: Reason;
  /** One sentence without a full stop. */
  readonly why: string;
}

/** Every chain and rule in the order of the text. */
export function explainRules(rules: RulesText, options: OwnersOptions = {}): readonly Explained[] {
  return ownersOf(rules, options)
    .tables.flatMap(({ table, chains, rules: ofTable }): readonly Explained[] => [
      ...chains.map(({ chain, owner, reason, policy }): Explained => {
        const text = `:${chain.name} ${chain.policy ?? '-'}`;
        const why = `${sayReason(owner, reason)}${POLICY[policy]}`;
        return { line: chain.line, table: table.name, kind: 'chain', text, owner, reason, why };
      }),
      ...ofTable.map(({ rule: { line, text }, owner, reason }): Explained => {
        const why = sayReason(owner, reason);
        return { line, table: table.name, kind: 'rule', text, owner, reason, why };
      }),
    ])
    .sort((a, b) => a.line - b.line);
}

const POLICY: Readonly<Record<PolicyOwner, string>> = {
  default: '',
  none: '',
  admin: '; its policy is the administrator’s',
  undecided: '; its policy may be Docker’s or the administrator’s',
};

/** Plain text: a table, then for each of its lines the number, the owner, the line, and below it why. */
export function explainText(explained: readonly Explained[]): readonly string[] {
  const widest = explained.reduce((width, { line }) => Math.max(width, String(line).length), 0);
  const owners = explained.reduce((width, { owner }) => Math.max(width, owner.length), 0);
  const indent = ' '.repeat(widest + owners + 4);
  let table: string | undefined;
  return explained.flatMap((item) => {
    const head = item.table === table ? [] : [`*${item.table}`];
    table = item.table;
    const number = String(item.line).padStart(widest);
    return [...head, `${number}  ${item.owner.padEnd(owners)}  ${item.text}`, `${indent}${item.why}`];
  });
}
