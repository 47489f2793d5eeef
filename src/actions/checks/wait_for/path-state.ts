import type { Decision } from '../../../model/action.ts';
import type { JsonValue } from '../../../model/values/json.ts';
import type { HostFile } from '../../../probes/file/host-file.ts';
import { Fault } from '../../../python/fault.ts';
import { bytesPattern, searchBytes } from '../../../python/regex/bytes.ts';
import { refused } from '../../decision.ts';
import { factsOf } from '../../files/host-file/facts.ts';
import { notYet, reached } from './awaited.ts';
import type { WaitForParams } from './params.ts';

/** Whether a path is there, or gone, or says what it must. A link that leads nowhere is not there. */
export function awaitPath(params: WaitForParams, file: HostFile): Decision {
  const { path = '', state, search_regex: regex } = params;
  const { found } = file;
  if (state === 'absent') return found === undefined ? reached(params) : notYet(params, `${path} to go`);
  if (found === undefined) return notYet(params, `${path} to appear`);
  const about = { state: found.type, ...factsOf(file) };
  if (regex === undefined) return reached(params, about);
  if (found.content === undefined)
    return refused(
      `${path} is no file of at most 1 MiB: it cannot be searched`,
      'search it with a `command`',
    );
  const pattern = bytesPattern(regex, { multiline: true });
  if (!pattern.ok)
    return refused(
      `\`search_regex\` cannot be used: ${pattern.error.message}`,
      'expressions are written as in Python',
    );
  try {
    const match = searchBytes(pattern.value, Buffer.from(found.content).toString('latin1'));
    if (match === undefined) return notYet(params, `${path} to match ${regex}`);
    return reached(params, { ...about, ...groupsOf(match.groups, pattern.value.names) });
  } catch (error) {
    if (error instanceof Fault) return refused(`${path}: ${error.message}`, 'use a simpler expression');
    throw error;
  }
}

/** What the groups of an expression hold, the whole match first, in the words of Ansible. */
function groupsOf(
  groups: readonly (string | undefined)[],
  names: Iterable<readonly [string, number]>,
): Readonly<Record<string, JsonValue>> {
  const [, ...texts] = groups.map((group) =>
    group === undefined ? null : Buffer.from(group, 'latin1').toString('utf8'),
  );
  return {
    match_groups: texts,
    match_groupdict: Object.fromEntries([...names].map(([name, number]) => [name, texts[number - 1] ?? ''])),
  };
}
