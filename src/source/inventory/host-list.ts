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
    for (const host of names) addHost(draft, 'ungrouped', { name: host, at, port });
  }
}
