import { type FactGroup, words } from '../group.ts';
import { type Fact, factProbe, type ToldFacts } from '../told.ts';
import { signsOf } from './signs.ts';

export const virtual: FactGroup = {
  name: 'virtual',
  subsets: words(
    'virtual virtualization_role virtualization_type virtualization_tech_guest virtualization_tech_host',
  ),
  names: words('virtualization_role virtualization_type virtualization_tech_guest virtualization_tech_host'),
  ask: () => factProbe(['rr_facts_virtual'], virtualFacts),
};

/** The first sign that is found says what this is; every one adds to the lists of what it is as well. */
function* virtualFacts(told: ToldFacts): Iterable<Fact> {
  const found = [...signsOf(told)];
  const first = found.find(({ decides }) => decides !== undefined);
  yield ['virtualization_type', first?.decides?.[0] ?? 'NA'];
  yield ['virtualization_role', first?.decides?.[1] ?? 'NA'];
  const all = (side: 'guest' | 'host'): readonly string[] =>
    [...new Set(found.flatMap((sign) => sign[side] ?? []))].toSorted();
  yield ['virtualization_tech_guest', all('guest')];
  yield ['virtualization_tech_host', all('host')];
}
