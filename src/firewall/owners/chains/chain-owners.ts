import { groupedBy } from '../../../model/values/grouped.ts';
import { isBuiltIn } from '../../text/built-in-chains.ts';
import type { Table } from '../../text/rules.ts';
import { isForeign, type Owner } from '../owner.ts';
import type { ReadRule } from '../read-rules.ts';
import type { Reason } from '../reason.ts';
import { knownChain } from './known-chain.ts';
import { signOfProgram } from './written-by-programs.ts';

/** What is settled of a chain: by its name at first, then by what reaches it. */
export interface SettledChain {
  readonly owner: Owner;
  readonly content: Owner;
  readonly reason: Reason;
}

function namesOf(table: Table): ReadonlySet<string> {
  return new Set([...table.chains.map(({ name }) => name), ...table.rules.map(({ chain }) => chain)]);
}

/** The chains whose owner the name or the caller tells; built-in ones are left out. */
export function settledChains(
  table: Table,
  told: ReadonlyMap<string, Owner> | undefined,
): Map<string, SettledChain> {
  const names = namesOf(table);
  const settled = new Map<string, SettledChain>();
  const targets = table.rules.flatMap(({ target }) => (target === undefined ? [] : [target]));
  for (const name of new Set([...names, ...targets])) {
    if (isBuiltIn(table.name, name)) continue;
    const owner = told?.get(name);
    if (owner !== undefined) {
      settled.set(name, both(owner, { kind: 'told' }));
      continue;
    }
    const known = knownChain(table.name, name, names);
    if ('owner' in known) {
      const reason: Reason =
        known.kind === 'family' ? { kind: 'family', says: known.says } : { kind: known.kind };
      settled.set(name, { owner: known.owner, content: known.content, reason });
    }
  }
  return settled;
}

/** The chains that only what reaches them can tell of, with what their name makes doubtful. */
export function openChains(
  table: Table,
  rules: readonly ReadRule[],
  settled: ReadonlyMap<string, SettledChain>,
): ReadonlyMap<string, Reason | undefined> {
  const names = namesOf(table);
  const inChains = groupedBy(rules, ([{ chain }]) => chain);
  const open = new Map<string, Reason | undefined>();
  for (const name of names) {
    if (settled.has(name) || isBuiltIn(table.name, name)) continue;
    const known = knownChain(table.name, name, names);
    const sign = signOfProgram(name, inChains.get(name) ?? []);
    const written: Reason | undefined = sign === undefined ? undefined : { kind: 'written', sign };
    open.set(name, known.kind === 'reserved' || known.kind === 'software' ? known : written);
  }
  return open;
}

/** @param doubt What the chain's name says against its being the administrator's. */
export function byReach(owners: ReadonlySet<Owner>, doubt: Reason | undefined): SettledChain {
  const from = [...owners].sort();
  const [only] = from.filter(isForeign);
  if (only !== undefined && from.length === 1) return both(only, { kind: 'reached', from });
  if (doubt !== undefined) return both('unknown', doubt);
  if (from.length === 0) return both('admin', { kind: 'unreached' });
  const owner = only !== undefined || from.includes('unknown') ? 'unknown' : 'admin';
  return both(owner, { kind: 'reached', from });
}

export function both(owner: Owner, reason: Reason): SettledChain {
  return { owner, content: owner, reason };
}
