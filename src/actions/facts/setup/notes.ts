import type { FactGroup } from '../../../probes/facts/group.ts';
import { FACT_GROUPS } from '../../../probes/facts/groups.ts';

/** Every fact that a host may have, for the documentation. */
export const FACTS_BY_GROUP: readonly string[] = [
  'Facts, each as `ansible_facts.NAME` and `ansible_NAME`, by the words of gather_subset that ask for them (and `all`):',
  ...FACT_GROUPS.flatMap(toldBy),
  '',
  'A host has the facts that its kernel, its files and its usual programs tell; Python need not be there, and where it is not,',
  'neither are `python` and `python_version`.',
];

function toldBy({ subsets, names, open }: FactGroup): readonly string[] {
  const all = open === true ? [...names, 'one for each network interface, named after it'] : names;
  return [`  ${subsets.join(' ')}`, ...lines(all)];
}

/** Names with commas between them, in lines that fit into a terminal. */
function lines(names: readonly string[]): readonly string[] {
  const found: string[] = [];
  for (const name of names) {
    const last = found.at(-1);
    if (last !== undefined && last.length + name.length < 76) found.push(`${found.pop()}, ${name}`);
    else found.push(`      ${name}`);
  }
  return found;
}
