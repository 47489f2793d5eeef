import { basename, join, resolve } from 'node:path';
import type { Lookups } from '../../model/lookups.ts';
import type {
  VariablesFound,
  VariablesRefused,
  VariablesWish,
} from '../../model/playbook/included-variables.ts';
import type { Variable, Variables } from '../../model/playbook/inventory.ts';
import { isJsonObject, jsonObject } from '../../model/values/json.ts';
import { merged } from '../../model/values/merged.ts';
import { bytesPattern, searchBytes, toBytes } from '../../python/regex/bytes.ts';
import type { Evaluator } from '../params.ts';
import { type SearchedFrom, searchPlaces } from './search-places.ts';

/** Reads the variables that a task wants, from where Ansible reads them. */
export function includedVariables(
  wish: VariablesWish,
  from: SearchedFrom,
  lookups: Lookups | undefined,
  { expression }: Pick<Evaluator, 'expression'>,
): VariablesFound {
  if (lookups?.variables === undefined)
    return refusal('no file is read for its variables here', 'give them as variables of the play');
  const read = lookups.variables;
  const found = filesOf(wish, from, lookups);
  if (found.kind === 'refused') return found;
  const variables = new Map<string, Variable>();
  for (const file of found.files) {
    const answer = read(file);
    if (answer.kind === 'refused') return answer;
    for (const [name, variable] of answer.variables) variables.set(name, variable);
  }
  const wished = asWished(variables, wish);
  const apart = wish.merges ? [...wished].find((one) => !isMerged(...one, expression)) : undefined;
  if (apart === undefined) return { kind: 'found', files: found.files, variables: wished };
  return refusal(
    `\`${apart[0]}\` cannot be merged: it must be a mapping here, and have one for its value already`,
    'leave `hash_behaviour` out',
  );
}

/** Has what a file says count from now on. */
export function includeInto(known: Map<string, Variable>, variables: Variables): void {
  for (const [name, variable] of variables) {
    const before = known.get(name);
    const isJoined = variable.merges === true && before !== undefined;
    known.set(name, isJoined ? { ...before, value: merged(before.value, variable.value) } : variable);
  }
}

/** The variables as they count: under one name if the task says so, and merged into others if it says that. */
function asWished(variables: Variables, { name, merges }: VariablesWish): Variables {
  const named = name === undefined ? variables : new Map([[name, joined(variables)]]);
  if (!merges) return named;
  return new Map([...named].map(([key, variable]) => [key, { ...variable, merges: true as const }]));
}

function joined(variables: Variables): Variable {
  const [first] = variables.values();
  const values = [...variables].map(([name, { value }]) => [name, value] as const);
  return { value: jsonObject(values), at: first?.at };
}

/** True for a mapping that has one to be merged into. */
function isMerged(name: string, { value }: Variable, expression: Evaluator['expression']): boolean {
  const now = expression(name);
  return isJsonObject(value) && now.ok && isJsonObject(now.value);
}

type Files = { readonly kind: 'files'; readonly files: readonly string[] } | VariablesRefused;

function filesOf(wish: VariablesWish, from: SearchedFrom, lookups: Lookups): Files {
  const { file, dir } = wish;
  if (dir !== undefined) return filesIn(folderOf(dir, from, lookups), wish, lookups);
  const places = searchPlaces(file ?? '', 'vars', from);
  const path = places.find((place) => lookups.look(place, 'follow') !== undefined);
  if (path !== undefined) return { kind: 'files', files: [path] };
  return missing(`there is no file \`${file}\` with variables`, `it was looked for as ${places.join(', ')}`);
}

/** A folder is in `vars` of its role, or beside the file in which the task stands. */
function folderOf(dir: string, { roleFolders: [role], taskFolder }: SearchedFrom, lookups: Lookups): string {
  if (role === undefined) return resolve(taskFolder, dir);
  if (dir.split('/')[0] !== 'vars') return resolve(join(role, 'vars'), dir);
  const own = join(role, dir);
  return lookups.look(own, 'follow') === undefined ? resolve(lookups.folder, dir) : own;
}

function filesIn(folder: string, wish: VariablesWish, lookups: Lookups): Files {
  const kind = lookups.look(folder, 'follow')?.kind;
  if (kind === undefined) return missing(`there is no folder ${folder}`, 'correct `dir`');
  if (kind !== 'folder') return refusal(`${folder} is no folder`, 'write `file` in place of `dir`');
  const all = foldersBelow(folder, lookups).toSorted();
  const read = wish.depth === 0 ? all : all.slice(0, wish.depth);
  const files: string[] = [];
  for (const path of read.flatMap((each) => filesDirectlyIn(each, lookups))) {
    const wanted = isWanted(path, wish);
    if (typeof wanted !== 'boolean') return { ...wanted, files };
    if (wanted) files.push(path);
  }
  return { kind: 'files', files };
}

function filesDirectlyIn(folder: string, lookups: Lookups): readonly string[] {
  const paths = (lookups.list(folder) ?? []).toSorted().map((name) => join(folder, name));
  return paths.filter((path) => lookups.look(path, 'follow')?.kind === 'file');
}

/** The folder itself and all below it; links to folders are not followed. */
function foldersBelow(folder: string, lookups: Lookups): readonly string[] {
  const inside = (lookups.list(folder) ?? []).map((name) => join(folder, name));
  const folders = inside.filter((path) => lookups.look(path, 'keep')?.kind === 'folder');
  return [folder, ...folders.flatMap((each) => foldersBelow(each, lookups))];
}

function isWanted(
  path: string,
  { matching, ignored, extensions, passesOthers }: VariablesWish,
): boolean | VariablesRefused {
  const name = basename(path);
  for (const [pattern, isLeftOut] of [
    ...(matching === undefined ? [] : [[matching, false] as const]),
    ...ignored.map((each) => [`${each}$`, true] as const),
  ]) {
    const program = bytesPattern(pattern);
    if (!program.ok)
      return refusal(`\`${pattern}\` is no regular expression: ${program.error.message}`, undefined);
    if ((searchBytes(program.value, toBytes(name)) !== undefined) === isLeftOut) return false;
  }
  const extension = /^.+\.([^.]*)$/.exec(name)?.[1] ?? '';
  if (extensions.includes(extension)) return true;
  if (passesOthers) return false;
  return refusal(
    `${path} does not have one of the extensions ${extensions.join(', ')}`,
    'move it away, or say `ignore_unknown_extensions: true`',
  );
}

function refusal(why: string, hint: string | undefined): VariablesRefused {
  return { kind: 'refused', why, hint };
}

function missing(why: string, hint: string): VariablesRefused {
  return { kind: 'refused', why, hint, isMissing: true };
}
