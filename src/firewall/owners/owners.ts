import type { RulesText } from '../text/rules.ts';
import { evidenceOf, type HostFacts } from './evidence.ts';
import { ownedTable } from './owned-table.ts';
import type { Owner } from './owner.ts';
import type { Ownership } from './ownership.ts';
import { readText } from './read-rules.ts';
import { dockerVersions } from './signatures/docker-versions.ts';

export interface OwnersOptions extends HostFacts {
  /** Whose chains are that the text leaves open, by name, in every table: the way out of `unknown`. */
  readonly chains?: ReadonlyMap<string, Owner>;
}

/**
 * Whose every chain and every rule of the text is, and why.
 *
 * 1. A chain is its software's by its exact name or by a documented prefix with the documented suffix.
 * 2. A rule in such a chain is the chain's owner's; in DOCKER-USER, OPENSHIFT-ADMIN-OUTPUT-RULES and CNI-ADMIN it is the
 *    administrator's, but for the RETURN with which Docker ends DOCKER-USER.
 * 3. A rule in a built-in chain is the administrator's unless it is written as a program writes it, comment and all.
 * 4. Any other chain is whose rules lead to it. If only the administrator's do, or none, it is the administrator's:
 *    keeping it costs nothing. If a program's and others' do, or its name takes a program's prefix, it is `unknown`.
 *
 * Takes time in proportion to the text.
 */
export function ownersOf(text: RulesText, options: OwnersOptions = {}): Ownership {
  const { tables, rulesIn } = readText(text);
  const evidence = evidenceOf(text, rulesIn, options);
  return {
    tables: text.tables.map((table, index) =>
      ownedTable(table, tables[index] ?? [], evidence, options.chains),
    ),
    docker: dockerVersions(text),
  };
}
