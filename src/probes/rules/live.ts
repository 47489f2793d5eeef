import type { Unshown } from '../../firewall/clean/unshown.ts';
import type { Family } from '../../firewall/kernel/canonical.ts';
import { ownersOf } from '../../firewall/owners/owners.ts';
import type { OwnedTable } from '../../firewall/owners/ownership.ts';
import { readRules } from '../../firewall/text/read.ts';
import type { Answer } from '../../model/action.ts';
import type { Probe } from '../probe.ts';
import { readSaves, rulesInKernel, type Save } from './saves.ts';

/** The running rules as one program tells and changes them. */
export interface Live {
  /** `iptables`, `ip6tables-nft`. */
  readonly program: string;
  readonly family: Family;
  /** Only those that the kernel has by now: nft makes a table, and legacy loads it, when the first rule comes. */
  readonly tables: ReadonlyMap<string, OwnedTable>;
  /** Tables that the kernel has and the program cannot show. */
  readonly unshown: readonly Unshown[];
}

/** The running rules of one family of addresses, or of both. What is wrong with the other family is no trouble. */
export function runningRules(...families: readonly Family[]): Probe<readonly Live[]> {
  return {
    ...rulesInKernel,
    read: (answer) => {
      const found = readLive(answer, families);
      return typeof found === 'string' ? `the rules in the kernel are not known: ${found}` : found;
    },
    hint: 'check with `iptables-save` on the host',
  };
}

function readLive(answer: Answer, families: readonly Family[]): readonly Live[] | string {
  const saves = readSaves(answer);
  if (typeof saves === 'string') return saves;
  const all: Live[] = [];
  for (const family of families) {
    for (const save of saves) {
      if (save.program.startsWith('ip6') !== (family === 'ipv6')) continue;
      const live = readPart(save, family);
      if (typeof live === 'string') return live;
      all.push(live);
    }
  }
  return all;
}

function readPart({ program, text, unshown, trouble }: Save, family: Family): Live | string {
  if (trouble !== undefined) return trouble;
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
    unshown,
  };
}
