import type { HostFile } from '../../../probes/file/host-file.ts';
import { Fault } from '../../../python/fault.ts';
import { bytesPattern, searchBytes } from '../../../python/regex/bytes.ts';
import { factsOf } from '../../files/host-file/facts.ts';
import type { WaitState } from './awaited.ts';
import type { WaitForParams } from './params.ts';

/** Whether a path is there, or gone, or says what it must. A link that leads nowhere is not there. */
export function awaitPath(
  { path = '', state, search_regex: regex }: WaitForParams,
  file: HostFile,
): WaitState {
  const { found } = file;
  if (state === 'absent')
    return found === undefined ? { kind: 'reached' } : { kind: 'not-yet', for: `${path} to go` };
  if (found === undefined) return { kind: 'not-yet', for: `${path} to appear` };
  const about = { state: found.type, ...factsOf(file) };
  if (regex === undefined) return { kind: 'reached', file: about };
  if (found.content === undefined) {
    return {
      kind: 'impossible',
      why: `${path} is no file of at most 1 MiB: it cannot be searched`,
      hint: 'search it with a `command`',
    };
  }
  const awaited = search(path, regex, Buffer.from(found.content).toString('latin1'));
  return awaited.kind === 'reached' ? { ...awaited, file: about } : awaited;
}

function search(path: string, regex: string, text: string): WaitState {
  const pattern = bytesPattern(regex, { multiline: true });
  if (!pattern.ok) {
    return {
      kind: 'impossible',
      why: `\`search_regex\` cannot be used: ${pattern.error.message}`,
      hint: 'expressions are written as in Python',
    };
  }
  try {
    const match = searchBytes(pattern.value, text);
    if (match === undefined) return { kind: 'not-yet', for: `${path} to match ${regex}` };
    const groups = match.groups.map((group) =>
      group === undefined ? undefined : Buffer.from(group, 'latin1').toString('utf8'),
    );
    const names = Object.fromEntries(
      [...pattern.value.names].map(([name, number]) => [name, groups[number] ?? '']),
    );
    return { kind: 'reached', groups: groups.slice(1), names };
  } catch (error) {
    if (error instanceof Fault)
      return { kind: 'impossible', why: `${path}: ${error.message}`, hint: 'use a simpler expression' };
    throw error;
  }
}
