import { posix } from 'node:path';
import type { Action, Answer, Decision, PlanContext } from '../../../model/action.ts';
import type { Change } from '../../../model/change.ts';
import type { Attributes, Operation } from '../../../model/operation.ts';
import type { JsonObject } from '../../../model/values/json.ts';
import { below } from './path.ts';

/** What lies at a path of the model disk. Modes are four octal digits. */
export type Entry =
  | {
      readonly kind: 'file';
      readonly text: string;
      readonly mode: string;
      readonly uid: number;
      readonly gid: number;
    }
  | { readonly kind: 'directory'; readonly mode: string; readonly uid: number; readonly gid: number }
  | { readonly kind: 'link'; readonly to: string };

/** As much of a disk as the actions on files can see and change. The root is always there. */
export type Disk = Map<string, Entry>;

export const FOLDER: Entry = { kind: 'directory', mode: '0755', uid: 0, gid: 0 };
export const USERS: ReadonlyMap<string, number> = new Map([
  ['root', 0],
  ['web', 1000],
]);

export function file(text: string, mode = '0644', uid = 0): Entry {
  return { kind: 'file', text, mode, uid, gid: 0 };
}

export function disk(entries: Readonly<Record<string, Entry>>): Disk {
  return new Map([['/', FOLDER], ['/etc', FOLDER], ...Object.entries(entries)]);
}

export const NO_CONTEXT: PlanContext = {
  baseline: undefined,
  files: new Map(),
  undo: undefined,
  irreversible: false,
};

/** Lets an action look at the disk and decide. */
export function decideOn(
  disk: Disk,
  action: Action,
  params: JsonObject,
  context: PlanContext = NO_CONTEXT,
): Decision {
  const answers = action.observe(params).map(({ argv }) => answerTo(disk, argv));
  return action.plan(params, answers, context);
}

/** Does what a change says, and gives the function that undoes it. @throws what the kit would refuse */
export function applyTo(disk: Disk, change: Change): () => void {
  const kept = new Map(change.preserve.map((path) => [path, subtree(disk, placeOf(disk, path))]));
  for (const operation of change.apply) perform(disk, operation, kept);
  return () => {
    if (change.undo.kind !== 'possible') return;
    for (const operation of change.undo.operations) perform(disk, operation, kept);
  };
}

export function reply(stdout: string, exitCode = 0, stderr = ''): Answer {
  return { exitCode, stdout: Buffer.from(stdout, 'latin1'), stderr: Buffer.from(stderr), droppedBytes: 0 };
}

function answerTo(disk: Disk, [name, path = '', ...rest]: readonly string[]): Answer {
  switch (name) {
    case 'rr_file':
      return reply(describeFile(disk, path, Number(rest[0])));
    case 'rr_user':
    case 'rr_group':
      return USERS.has(path) ? reply(`${USERS.get(path)}\n`) : reply('', 2);
    case 'rr_tree':
      return reply(disk.get(path)?.kind === 'directory' ? 'kib 12\n' : '');
    case 'rr_tree_attributes':
      return reply(describeTree(disk, path, rest));
    default:
      throw new Error(`the model disk cannot answer ${name}`);
  }
}

function describeFile(disk: Disk, path: string, limit: number): string {
  const entry = disk.get(placeOf(disk, path));
  const lines = entry?.kind === 'link' ? [`link ${entry.to}`] : [];
  const real = resolved(disk, path);
  const found = real === undefined ? undefined : disk.get(real);
  if (real === undefined || found === undefined || found.kind === 'link') {
    return `${[...lines, 'absent', ...around(disk, path)].join('\n')}\n`;
  }
  const raw = (Number.parseInt(found.mode, 8) | (found.kind === 'file' ? 0x8000 : 0x4000)).toString(16);
  const size = found.kind === 'file' ? Buffer.byteLength(found.text, 'latin1') : 4096;
  lines.push(
    `stat ${raw} ${found.uid} ${found.gid} ${size} 1 ${nameOf(found.uid)} ${nameOf(found.gid)} 1`,
    `real ${real}`,
  );
  if (found.kind === 'directory') lines.push(`entries ${subtree(disk, real).size > 1 ? 'some' : 'none'}`);
  lines.push(...around(disk, real));
  return found.kind === 'file' && size <= limit
    ? `${lines.join('\n')}\ncontent\n${found.text}`
    : `${lines.join('\n')}\n`;
}

function describeTree(
  disk: Disk,
  root: string,
  [mode = '', user = '', group = '']: readonly string[],
): string {
  const lines = [...subtree(disk, root)].flatMap(([path, entry]) => {
    if (entry.kind === 'link') return [];
    const differs =
      (mode !== '' && entry.mode !== mode) ||
      (user !== '' && entry.uid !== (USERS.get(user) ?? Number(user))) ||
      (group !== '' && entry.gid !== (USERS.get(group) ?? Number(group)));
    const raw = (Number.parseInt(entry.mode, 8) | (entry.kind === 'file' ? 0x8000 : 0x4000)).toString(16);
    const shown = path === root ? `${root}/` : path;
    return differs
      ? [`${raw} ${entry.uid} ${entry.gid} ${nameOf(entry.uid)} ${nameOf(entry.gid)} ${shown}\n`]
      : [];
  });
  return lines.join('');
}

function around(disk: Disk, path: string): readonly string[] {
  let missing: string | undefined;
  for (let folder = posix.dirname(path); ; folder = posix.dirname(folder)) {
    const real = resolved(disk, folder);
    if (real !== undefined && disk.get(real)?.kind === 'directory') {
      return [`parent ${folder}`, ...(missing === undefined ? [] : [`missing ${missing}`])];
    }
    if (disk.has(folder)) return [`blocked ${folder}`];
    missing = folder;
  }
}

/** Where a path really is; undefined: it leads nowhere, or in a circle. */
function resolved(disk: Disk, path: string, depth = 0): string | undefined {
  if (path === '/') return path;
  const parent = resolved(disk, posix.dirname(path), depth);
  if (parent === undefined || depth > 10) return undefined;
  const place = below(parent, posix.basename(path));
  const entry = disk.get(place);
  if (entry?.kind !== 'link') return place;
  return resolved(disk, entry.to.startsWith('/') ? entry.to : below(parent, entry.to), depth + 1);
}

function subtree(disk: Disk, path: string): Disk {
  return new Map([...disk].filter(([each]) => each === path || each.startsWith(`${path}/`)));
}

function perform(disk: Disk, operation: Operation, kept: ReadonlyMap<string, Disk>): void {
  switch (operation.kind) {
    case 'write':
      write(disk, operation);
      return;
    case 'directory': {
      const real = realOf(disk, operation.path);
      for (const path of missingFolders(disk, real)) disk.set(path, dressed(FOLDER, operation));
      disk.set(real, dressed(disk.get(real) ?? FOLDER, operation));
      return;
    }
    case 'attributes':
    case 'touch': {
      const real = realOf(disk, operation.path);
      const entry = disk.get(real) ?? (operation.kind === 'touch' ? file('') : undefined);
      if (entry === undefined) throw new Error(`${operation.path} does not exist`);
      disk.set(real, dressed(entry, operation));
      return;
    }
    case 'link':
      link(disk, operation);
      return;
    case 'remove':
      replace(disk, operation.path, new Map());
      return;
    case 'restore': {
      const old = kept.get(operation.path);
      if (old === undefined) throw new Error(`${operation.path} was not preserved`);
      replace(disk, operation.path, old);
      return;
    }
    default:
      throw new Error(`the model disk cannot ${operation.kind}`);
  }
}

function write(disk: Disk, operation: Extract<Operation, { kind: 'write' }>): void {
  const real = realOf(disk, operation.path);
  const old = disk.get(real);
  if (old?.kind === 'directory') throw new Error(`${real} is not a regular file`);
  if (disk.get(posix.dirname(real))?.kind !== 'directory')
    throw new Error(`the folder ${posix.dirname(real)} does not exist`);
  const text = Buffer.from(operation.contentBase64, 'base64').toString('latin1');
  disk.set(real, dressed(old?.kind === 'file' ? { ...old, text } : file(text), operation));
}

function link(disk: Disk, { path, to, force }: Extract<Operation, { kind: 'link' }>): void {
  const place = placeOf(disk, path);
  const old = disk.get(place);
  if (old?.kind === 'directory') throw new Error(`${path} is a folder`);
  if (old?.kind === 'file' && !force) throw new Error(`${path} is there and not a link`);
  disk.set(place, { kind: 'link', to });
}

/** Takes away what is at a path, with all that is in it, and puts this in its place. */
function replace(disk: Disk, path: string, entries: Disk): void {
  for (const each of subtree(disk, placeOf(disk, path)).keys()) disk.delete(each);
  for (const [each, entry] of entries) disk.set(each, entry);
}

/** Where a path's own name is: its folder's links resolved, and not its own. */
function placeOf(disk: Disk, path: string): string {
  return below(resolved(disk, posix.dirname(path)) ?? posix.dirname(path), posix.basename(path));
}

function realOf(disk: Disk, path: string): string {
  const real = resolved(disk, path);
  if (real === undefined) throw new Error(`${path} leads nowhere`);
  return real;
}

function missingFolders(disk: Disk, path: string): readonly string[] {
  const missing: string[] = [];
  for (let folder = path; !disk.has(folder); folder = posix.dirname(folder)) missing.push(folder);
  return missing;
}

function dressed(entry: Entry, { mode, owner, group }: Attributes): Entry {
  if (entry.kind === 'link') return entry;
  return {
    ...entry,
    mode: mode ?? entry.mode,
    uid: owner === undefined ? entry.uid : (USERS.get(owner) ?? Number(owner)),
    gid: group === undefined ? entry.gid : (USERS.get(group) ?? Number(group)),
  };
}

function nameOf(id: number): string {
  return [...USERS].find(([, number]) => number === id)?.[0] ?? 'UNKNOWN';
}
