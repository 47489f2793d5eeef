import { jsonObject } from '../../../model/values/json.ts';
import type { FactGroup } from '../group.ts';
import { factProbe, linesIn } from '../told.ts';

/** What each fact is called by lsb_release and in /etc/lsb-release. */
const NAMES: readonly (readonly [fact: string, said: string, written: string])[] = [
  ['id', 'Distributor ID', 'DISTRIB_ID'],
  ['description', 'Description', 'DISTRIB_DESCRIPTION'],
  ['release', 'Release', 'DISTRIB_RELEASE'],
  ['codename', 'Codename', 'DISTRIB_CODENAME'],
];

export const lsb: FactGroup = {
  name: 'lsb',
  subsets: ['min', 'lsb'],
  names: ['lsb'],
  ask: () =>
    factProbe(['rr_facts_lsb'], function* ({ section, content }) {
      const said = section('lsb');
      const told = said.includes('failed') ? new Map() : valuesIn(said, ':');
      const values = told.size > 0 ? told : valuesIn(linesIn(content('/etc/lsb-release')), '=');
      const facts = NAMES.flatMap(([fact, spoken, written]) => {
        const value = values.get(spoken) ?? values.get(written);
        return value === undefined ? [] : [[fact, bare(value)] as const];
      });
      const release = new Map(facts).get('release');
      const major =
        release === undefined ? [] : [['major_release', bare(release.split('.', 1)[0] ?? '')] as const];
      yield ['lsb', jsonObject([...facts, ...major])];
    }),
};

function valuesIn(lines: readonly string[], mark: string): ReadonlyMap<string, string> {
  const pairs = lines
    .filter((line) => line.includes(mark))
    .map((line) => {
      const at = line.indexOf(mark);
      return [line.slice(0, at).trim(), line.slice(at + 1).trim()] as const;
    });
  return new Map(pairs);
}

/** Without quotes and backslashes around it. */
function bare(value: string): string {
  return value.replace(/^['"\\]+|['"\\]+$/g, '');
}
