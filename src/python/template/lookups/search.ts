import { Buffer } from 'node:buffer';
import type { Lookups } from '../../../model/lookups.ts';
import { joinedPath, normalPath } from '../../posix-path.ts';
import type { CallMeans } from '../routine.ts';
import { doorOf, lookupFault, textVariable } from './lookup.ts';

type Around = Pick<CallMeans, 'scope'>;

/** The folder of the playbook, from which paths go that are not looked for. */
export function baseFolder(around: Around): string {
  return textVariable(around, 'playbook_dir') ?? doorOf(around).folder;
}

/** The folders in which relative names are looked for, the first first: those of the role, then that of the playbook. */
export function searchFolders(around: Around): readonly string[] {
  const path = around.scope.get('ansible_search_path');
  const base = baseFolder(around);
  if (path.kind === 'value' && Array.isArray(path.value)) {
    const named = path.value.filter((folder) => typeof folder === 'string');
    return named.includes(base) ? named : [...named, base];
  }
  const role = textVariable(around, 'role_path');
  return role === undefined ? [base] : [role, base];
}

/** Every place in which a name is looked for, in order: in each folder its subfolder first. */
export function placesFor(name: string, subfolder: string, around: Around): readonly string[] {
  const door = doorOf(around);
  if (name.startsWith('/') || name.startsWith('~')) return [absolute(name, around)];
  const isThere = name.split('/')[0] === subfolder;
  return searchFolders(around)
    .flatMap((folder) => [
      ...(isThere ? [] : [joinedPath(folder, subfolder, name)]),
      joinedPath(folder, name),
    ])
    .map((path) => normalPath(joinedPath(door.folder, path)));
}

/** The first place that is there. */
export function placeOfFile(name: string, subfolder: string, around: Around): string | undefined {
  const door = doorOf(around);
  return placesFor(name, subfolder, around).find((path) => door.look(path, 'follow') !== undefined);
}

/** @throws {Fault} with the places where it is not. */
export function foundFile(name: string, subfolder: string, around: Around): string {
  const found = placeOfFile(name, subfolder, around);
  if (found !== undefined) return found;
  const places = placesFor(name, subfolder, around);
  throw lookupFault(`there is no file ${name} on this machine`, `looked for as ${places.join(', ')}`);
}

/** Of a path as somebody writes it: `~` is a home, and a relative one goes from the folder of the playbook. */
export function absolute(path: string, around: Around): string {
  return normalPath(joinedPath(baseFolder(around), withHome(path, doorOf(around))));
}

/** `~` and `~user` before the first slash; a user that is not known keeps its name. */
export function withHome(path: string, door: Lookups): string {
  const [whole, user] = /^~([^/]*)/.exec(path) ?? [];
  if (whole === undefined) return path;
  const home = door.home(user === '' ? undefined : user);
  return home === undefined ? path : home.replace(/\/$/, '') + path.slice(whole.length) || '/';
}

const mark = '$ANSIBLE_VAULT;';

/** The text of a file; what ansible-vault closed is opened. */
export function textInFile(path: string, around: Around): string {
  const door = doorOf(around);
  const found = door.read(path);
  if (found.kind === 'missing') throw lookupFault(`there is no file ${path} on this machine`);
  if (found.kind === 'unreadable') throw lookupFault(`${path} cannot be read: ${found.why}`);
  const text = textIn(found.bytes, path);
  return text.startsWith(mark) ? opened(text, path, door) : text;
}

function textIn(bytes: Uint8Array, path: string): string {
  const text = Buffer.from(bytes).toString('utf8');
  if (text.includes('\ufffd') && !Buffer.from(text, 'utf8').equals(bytes))
    throw lookupFault(`${path} is not UTF-8 text`);
  return text;
}

function opened(text: string, path: string, door: Lookups): string {
  if (door.unvault === undefined)
    throw lookupFault(
      `${path} is closed with ansible-vault`,
      'give its password with `--vault-password-file`',
    );
  const answer = door.unvault(text);
  if (answer.kind === 'text') return answer.text;
  throw lookupFault(`${path} is closed with ansible-vault: ${answer.why}`, answer.hint);
}
