import { jsonObject } from '../../../model/values/json.ts';
import type { FactGroup } from '../group.ts';
import { factProbe } from '../told.ts';

/** What our own shell on the host has set for itself; a program that a task runs does not see it so. */
const OURS: ReadonlySet<string> = new Set(['LC_ALL', 'OLDPWD', '_']);

/** The environment that the host's login, or sudo, gives to what tasks run. */
export const environment: FactGroup = {
  name: 'env',
  subsets: ['min', 'env'],
  names: ['env'],
  ask: () =>
    factProbe(['rr_facts_environment'], function* ({ lines }) {
      const text = lines.join('\n');
      const entries = text.split(text.includes('\0') ? '\0' : '\n').filter((entry) => entry.includes('='));
      const values = new Map(
        entries.map(
          (entry) => [entry.slice(0, entry.indexOf('=')), entry.slice(entry.indexOf('=') + 1)] as const,
        ),
      );
      for (const name of OURS) values.delete(name);
      const home = values.get('HOME');
      // Our shell stands in `/`, and commands in the home folder.
      if (home !== undefined && values.has('PWD')) values.set('PWD', home);
      yield ['env', jsonObject(values)];
    }),
};
