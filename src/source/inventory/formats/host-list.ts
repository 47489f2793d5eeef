import { addHost, type Draft } from './draft.ts';
import { namedHosts } from './host-names.ts';
import { refuseTwice } from './host-twice.ts';

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
      const known = draft.hosts.get(host);
      const isHere = known?.at.file === list;
      if (isHere && known.variables.get('ansible_port')?.value !== port)
        draft.diagnostics.push(refuseTwice(host, at, name.length));
      addHost(draft, 'ungrouped', { name: host, at, port: isHere ? undefined : port });
    }
  }
}
