import { type FactGroup, words } from '../group.ts';
import { type Fact, factProbe, type ToldFacts } from '../told.ts';
import { familyOf } from './family.ts';
import { guessFrom } from './guess.ts';
import { RECOGNISERS } from './recognisers.ts';

/** Where distributions say what they are. */
export const RELEASE_FILES: readonly string[] = [
  '/etc/*-release',
  '/etc/*_release',
  '/etc/*-version',
  '/etc/*_version',
  '/usr/lib/os-release',
  '/etc/coreos/update.conf',
  '/etc/products.d/baseproduct',
];

export const distribution: FactGroup = {
  name: 'distribution',
  subsets: words(
    'min distribution distribution_version distribution_release distribution_major_version os_family',
  ),
  names: words(
    `distribution distribution_version distribution_release distribution_major_version distribution_minor_version
    distribution_file_path distribution_file_parsed distribution_file_variety distribution_file_search_string os_family`,
  ),
  ask: () => factProbe(['rr_facts_files', ...RELEASE_FILES], distributionFacts),
};

/** What the release files say, as Ansible reads them. */
export function* distributionFacts({ there, content, paths }: ToldFacts): Iterable<Fact> {
  const guess = guessFrom(content, paths);
  const facts: Record<string, string | boolean> = { ...guess };
  for (const { path, variety, suffices, read } of RECOGNISERS) {
    const text = content(path);
    if (suffices === true ? !there(path) : text === undefined) continue;
    const told = read(stripped(text ?? ''), guess, content);
    if (told === undefined) continue;
    const file = { distribution_file_path: path, distribution_file_variety: variety };
    Object.assign(
      facts,
      { distribution: variety, ...file },
      suffices ? {} : { distribution_file_parsed: true },
      told,
    );
    break;
  }
  yield* Object.entries(facts);
  yield ['os_family', familyOf(String(facts['distribution']))];
}

function stripped(text: string): string {
  return text.replace(/^['"\\]+|['"\\]+$/g, '');
}
