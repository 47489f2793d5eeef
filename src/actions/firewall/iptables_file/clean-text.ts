import { cleanRules } from '../../../firewall/clean/clean.ts';
import { type Cleaned, type Dropped, reapplyText } from '../../../firewall/clean/cleaned.ts';
import { type Owner, ownerName } from '../../../firewall/owners/owner.ts';
import { type OwnersOptions, ownersOf } from '../../../firewall/owners/owners.ts';
import type { RulesText } from '../../../firewall/text/rules.ts';
import type { Refusal } from '../../../model/action.ts';
import { type HostFile, LARGEST_TEXT } from '../../../probes/file/host-file.ts';
import { counted } from '../../../text/words.ts';
import { refused } from '../../decision.ts';
import { obstacleToContent } from '../../files/host-file/obstacle.ts';
import type { IptablesFileParams, Places } from './params.ts';
import { decode, judge, readText, several, type Wanted } from './wanted-text.ts';

/** What is left of the file on the host when everybody has taken what is theirs. */
export function cleanText(
  params: Pick<IptablesFileParams, 'allow_undecided'>,
  { rules: path, reapply }: Pick<Places, 'rules' | 'reapply'>,
  file: HostFile,
  options: OwnersOptions,
): Wanted {
  if (file.found === undefined) return { kind: 'none' };
  const { content } = file.found;
  if (content === undefined) return unreadable(path, file, file.found.size);
  const { text, encode } = decode(content);
  const rules = readText(text, path);
  if ('kind' in rules) return rules;
  const unknown = params.allow_undecided ? unknownChains(rules, options) : [];
  const told = { ...options, chains: new Map([...asAdmins(unknown), ...(options.chains ?? [])]) };
  const cleaned = cleanRules(rules, told);
  const obstacle = undecided(cleaned, path, params.allow_undecided);
  if (obstacle !== undefined) return obstacle;

  const after = cleaned.text ?? '';
  const name = after === text ? path : `${path}, cleaned`;
  const result = readText(after, name);
  if ('kind' in result) return result;
  const { refusal, remarks, set } = judge(result, name, told);
  if (refusal !== undefined) return refusal;
  const impact = [...describe(cleaned, path, reapply), ...keeps(cleaned, unknown)];
  return {
    kind: 'text',
    verb: 'clean',
    bytes: encode(after),
    reapply: encode(reapplyText(cleaned.moved)),
    impact,
    remarks,
    set,
  };
}

function unreadable(path: string, file: HostFile, size: number): Refusal {
  const obstacle = obstacleToContent(path, file);
  if (obstacle !== undefined) return refused(obstacle.why, obstacle.hint);
  const why = `${path} has ${size} bytes, at most ${LARGEST_TEXT} can be cleaned`;
  return refused(why, 'clean a copy with `rulerun firewall clean`, and give that as `src`');
}

function unknownChains(rules: RulesText, options: OwnersOptions): readonly string[] {
  const chains = ownersOf(rules, options).tables.flatMap((table) => table.chains);
  return chains.filter(({ owner }) => owner === 'unknown').map(({ chain }) => chain.name);
}

/** What is kept has to be somebody's. */
function asAdmins(chains: readonly string[]): readonly (readonly [string, Owner])[] {
  return chains.map((name) => [name, 'admin']);
}

function keeps({ undecided: open }: Cleaned, unknown: readonly string[]): readonly string[] {
  return [
    ...open.map(({ line, text, why }) =>
      text.startsWith('#')
        ? `keeps line ${line}: ${why}`
        : `keeps \`${text}\` of line ${line}, which may be Docker's`,
    ),
    ...unknown.map((name) => `keeps the chain ${name}, though whose it is cannot be told`),
  ];
}

function undecided(
  { refused: uncleaned, undecided: open }: Cleaned,
  path: string,
  allowed: boolean,
): Refusal | undefined {
  const place = ({ line, text, why }: (typeof open)[number]): string =>
    `${path}:${line}: \`${text}\`: ${why}`;
  const [first] = uncleaned;
  if (first !== undefined) {
    // Only a chain of nobody's can be kept; what leans on a program's chain does not load.
    const canStay = !allowed && uncleaned.some(({ text }) => text.startsWith(':'));
    const hint = canStay ? `${first.fix}; or keep what is unknown with \`allow_undecided: true\`` : first.fix;
    return refused(several(uncleaned.map(place)), hint);
  }
  if (open.length === 0 || allowed) return undefined;
  return refused(several(open.map(place)), `${open[0]?.fix}; keep it with \`allow_undecided: true\``);
}

function describe({ text, dropped, moved }: Cleaned, path: string, reapply: string): readonly string[] {
  const chains = [...new Set(moved.map(({ chain }) => chain))].join(', ');
  const twice = dropped.filter(({ kind }) => kind === 'duplicate').length;
  return [
    ...[...new Set(dropped.map(({ owner }) => owner))].flatMap((owner) => leftOut(owner, dropped)),
    ...(twice === 0 ? [] : [`leaves out ${counted(twice, 'rule')} that stood twice`]),
    ...(moved.length === 0
      ? []
      : [
          `moves ${counted(moved.length, 'rule')} of ${chains} to ${reapply}, to be put back when the chain is there`,
        ]),
    ...(text === '' ? [`leaves ${path} empty: at the next start there are no rules of the host's own`] : []),
  ];
}

function leftOut(owner: Owner, dropped: readonly Dropped[]): readonly string[] {
  const parts = (['rule', 'chain'] as const).flatMap((kind) => {
    const { length } = dropped.filter((each) => each.owner === owner && each.kind === kind);
    return length === 0 ? [] : [counted(length, kind)];
  });
  if (parts.length === 0 || owner === 'builtin') return [];
  return [`leaves out ${parts.join(' and ')} of ${ownerName(owner)}`];
}
