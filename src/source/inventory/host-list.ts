import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Position } from '../../model/position.ts';
import { mistake } from '../mistake.ts';
import { addHost, type Draft } from './draft.ts';
import { namedHosts } from './host-names.ts';

/** Reads `web1,web2:2200,` as given on the command line: hosts without variables, in no group. */
export function readHostList(list: string, draft: Draft): void {
  let offset = 0;
  for (const entry of list.split(',')) {
    const name = entry.trim();
    const at = { file: list, line: 1, column: offset + entry.length - entry.trimStart().length + 1 };
    offset += entry.length + 1;
    if (name === '') continue;
    const { names, port } = namedHosts(name, at, draft);
    for (const host of names) {
      const known = addHost(draft, 'ungrouped', { name: host, at, port });
      const before = known.variables.get('ansible_port')?.value;
      if (known.at.file === list && known.at !== at && before !== port)
        draft.diagnostics.push(twice(host, at, name));
    }
  }
}

/** A host is known by its name alone: with another port it would be the same one, reached by the first. */
function twice(host: string, at: Position, entry: string): Diagnostic {
  const message = `\`${host}\` is named twice with different ports, and a host is known by its name alone`;
  const hint = `name them apart in a file: \`${host}-a ansible_host=${host} ansible_port=2201\``;
  return mistake(at, 'host-twice', message, { hint, length: entry.length });
}
