import { ownersOf } from '../../firewall/owners/owners.ts';
import type { OwnedTable } from '../../firewall/owners/ownership.ts';
import { readRules } from '../../firewall/read.ts';
import type { Answer } from '../../model/action.ts';
import { outputOf, troubleIn } from '../answer.ts';
import type { Family } from './canonical.ts';

/** The running rules as one program tells and changes them. */
export interface Live {
  /** `iptables`, `ip6tables-nft`. */
  readonly program: string;
  readonly family: Family;
  /** Only those that the kernel has by now: nft makes a table, and legacy loads it, when the first rule comes. */
  readonly tables: ReadonlyMap<string, OwnedTable>;
}

/** The answer of `rr_firewall`; or in one sentence why the rules are not known. */
export function readLive(answer: Answer, family: Family): readonly Live[] | string {
  const trouble = troubleIn(answer);
  if (trouble !== undefined) return `the rules in the kernel are not known: ${trouble}`;
  const found: Live[] = [];
  for (const part of outputOf(answer).split(/^=(?!end )/m)) {
    const program = part.slice(0, Math.max(0, part.indexOf('\n')));
    if (program.startsWith('ip6') !== (family === 'ipv6') || program === '') continue;
    const live = readPart(part.slice(program.length + 1), program, family);
    if (typeof live === 'string') return `the rules in the kernel are not known: ${live}`;
    found.push(live);
  }
  return found;
}

function readPart(part: string, program: string, family: Family): Live | string {
  const end = part.lastIndexOf('=end ');
  const code = end < 0 ? '' : part.slice(end + '=end '.length).trim();
  const text = part.slice(0, Math.max(0, end));
  if (code !== '0') return `${program} ended with exit code ${code === '' ? 'unknown' : code}`;
  const { value, diagnostics } = readRules(text, program);
  if (value === undefined) {
    const [first] = diagnostics.filter(({ severity }) => severity === 'error');
    const line = text.split('\n')[(first?.at.line ?? 1) - 1] ?? '';
    return `what ${program} printed cannot be read: ${first?.message ?? 'no reason'}: ${line}`;
  }
  const owned = ownersOf(value);
  return {
    program: program.replace(/-save$/, ''),
    family,
    tables: new Map(owned.tables.map((table) => [table.table.name, table])),
  };
}
