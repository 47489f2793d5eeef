import type { Diagnostic } from '../../model/diagnostic.ts';
import { messageOf } from '../../model/error.ts';
import type { Files } from '../../model/ports.ts';
import type { SshConfig, SshConfigEntry, SshCriterion } from '../../model/ssh-config.ts';
import { type Position, startOf } from '../../model/values/position.ts';
import { mistake } from '../diagnostics/mistake.ts';
import { decodeUtf8 } from '../yaml/utf8.ts';
import { filesMatching } from './glob.ts';
import { type SshConfigLine, sshConfigLines } from './lines.ts';

export interface SshConfigPlaces {
  readonly home: string;
  /** Where an `Include` without a leading `/` or `~` is looked for: `~/.ssh`, or `/etc/ssh` in the system's file. */
  readonly folder: string;
}

/** As many files inside one another as OpenSSH follows. */
const deepest = 16;

/** Reads the file and what it includes. `undefined`: there is no such file. */
export async function readSshConfig(
  path: string,
  files: Pick<Files, 'read' | 'list'>,
  places: SshConfigPlaces,
): Promise<SshConfig | undefined> {
  const diagnostics: Diagnostic[] = [];
  const entries = await readFile(path, startOf(path), { files, places, diagnostics, depth: 0 });
  return entries === undefined && diagnostics.length === 0
    ? undefined
    : { entries: entries ?? [], diagnostics };
}

interface Walk {
  readonly files: Pick<Files, 'read' | 'list'>;
  readonly places: SshConfigPlaces;
  readonly diagnostics: Diagnostic[];
  readonly depth: number;
}

/** `at`: who wants it. */
async function readFile(
  path: string,
  at: Position,
  walk: Walk,
): Promise<readonly SshConfigEntry[] | undefined> {
  let bytes: Uint8Array | undefined;
  try {
    bytes = await walk.files.read(path);
  } catch (error) {
    refuse(walk, at, `${path} cannot be read: ${messageOf(error)}`);
  }
  if (bytes === undefined) return undefined;
  const text = decodeUtf8(bytes, path);
  walk.diagnostics.push(...text.diagnostics);
  const lines = sshConfigLines(text.value ?? '', path, walk.diagnostics);
  const entries = await Promise.all(lines.map((line) => entryOf(line, walk)));
  return entries.flat();
}

async function entryOf(line: SshConfigLine, walk: Walk): Promise<readonly SshConfigEntry[]> {
  const { keyword, rest, words, at } = line;
  switch (keyword) {
    case 'host':
      return [{ kind: 'host', patterns: words, at }];
    case 'match':
      return [{ kind: 'match', criteria: criteriaOf(words), at }];
    case 'include':
      return [{ kind: 'included', entries: await included(line, walk) }];
    default:
      if (words.length === 0) {
        refuse(walk, at, `nothing follows \`${keyword}\``);
        return [];
      }
      return [{ kind: 'option', keyword, value: valueIn(keyword, rest, words), at }];
  }
}

/** Commands are kept as written, lists of files with the quotes that they need; of all else the first word counts. */
function valueIn(keyword: string, rest: string, words: readonly string[]): string {
  if (keyword === 'proxycommand') return rest;
  if (keyword.endsWith('knownhostsfile'))
    return words.map((word) => `"${word.replaceAll(/["\\]/g, '\\$&')}"`).join(' ');
  return words[0] ?? '';
}

const withoutValue: ReadonlySet<string> = new Set(['all', 'canonical', 'final']);

function criteriaOf(words: readonly string[]): readonly SshCriterion[] {
  const criteria: SshCriterion[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const isNegated = word.startsWith('!');
    const [written = '', joined] = word.slice(isNegated ? 1 : 0).split(/=(.*)/s);
    const name = written.toLowerCase();
    if (joined !== undefined || withoutValue.has(name))
      criteria.push({ name, isNegated, value: joined ?? '' });
    else {
      at += 1;
      criteria.push({ name, isNegated, value: words[at] ?? '' });
    }
  }
  return criteria;
}

async function included({ words, at }: SshConfigLine, walk: Walk): Promise<readonly SshConfigEntry[]> {
  const { home, folder } = walk.places;
  if (walk.depth >= deepest) {
    refuse(walk, at, `more than ${deepest} files include one another`);
    return [];
  }
  const entries: SshConfigEntry[] = [];
  for (const word of words) {
    const named = word.replace(/^~(?=\/)/, home);
    if (named.startsWith('~') || named.includes('${')) {
      refuse(walk, at, `\`Include ${word}\`: only \`~/\` is filled in`);
      continue;
    }
    const pattern = named.startsWith('/') ? named : `${folder}/${named}`;
    for (const path of await filesMatching(pattern, walk.files)) {
      const inner = await readFile(path, at, { ...walk, depth: walk.depth + 1 });
      // Each file begins where the `Include` stands, whatever block the one before it ended in.
      if (inner !== undefined) entries.push({ kind: 'included', entries: inner });
    }
  }
  return entries;
}

function refuse({ diagnostics }: Walk, at: Position, message: string): void {
  diagnostics.push(mistake(at, 'invalid-ssh-config', message, 'correct it: ssh would stop there too'));
}
