import type { ToldFacts } from '../../../probes/facts/told.ts';
import type { ServiceFacts } from './service-facts.ts';

/** What a unit in memory may be that counts more than whether it starts at boot. */
const BAD: readonly string[] = ['not-found', 'masked', 'failed'];

/** The services that systemd has in memory, and those that are only files. */
export function systemdServices({ section }: ToldFacts): readonly ServiceFacts[] {
  const enablements = new Map(
    section('files').flatMap((line) => {
      const [name, enablement] = line.trim().split(/\s+/);
      return name?.endsWith('.service') && enablement !== undefined ? [[name, enablement] as const] : [];
    }),
  );
  const inMemory = section('units').flatMap((line) => loaded(line, enablements));
  const known = new Set(inMemory.map(({ name }) => name));
  const states = statesIn(section('states'));
  const onlyFiles = [...enablements]
    .filter(([name]) => !known.has(name))
    .map(([name, status]) => systemd(name, states.get(name) ?? 'unknown', status));
  return [...inMemory, ...onlyFiles];
}

/** `UNIT LOAD ACTIVE SUB DESCRIPTION`, with a mark before it where something is wrong. */
function loaded(line: string, enablements: ReadonlyMap<string, string>): readonly ServiceFacts[] {
  const [name, load = '', active = '', sub] = line
    .replace(/^\W*\s/, '')
    .trim()
    .split(/\s+/);
  if (name === undefined || !name.endsWith('.service') || sub === undefined) return [];
  const bad = BAD.find((word) => word === load || word === active);
  return [systemd(name, sub === 'running' ? 'running' : 'stopped', bad ?? enablements.get(name) ?? active)];
}

function systemd(name: string, state: string, status: string): ServiceFacts {
  return { name, state, status, source: 'systemd' };
}

/** Of each name of a unit what state it is in: blocks of `Names=` and `ActiveState=` with empty lines between. */
function statesIn(lines: readonly string[]): ReadonlyMap<string, string> {
  const states = new Map<string, string>();
  for (const block of lines.join('\n').split(/\n\n+/)) {
    const [, names = ''] = /^Names=(.*)$/m.exec(block) ?? [];
    const [, state = 'unknown'] = /^ActiveState=(.*)$/m.exec(block) ?? [];
    for (const name of names.split(' ')) states.set(name, state);
  }
  return states;
}
