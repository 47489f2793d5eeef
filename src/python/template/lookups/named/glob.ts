import type { Lookups } from '../../../../model/lookups.ts';
import type { Meter } from '../../../meter.ts';
import { joinedPath, splitPath } from '../../../posix-path.ts';
import { firstMatch, programOf } from '../../../regex/use.ts';

/** Files and folders that a pattern names, in order; `*`, `?` and `[…]` take no slash, and no dot that begins a name. */
export function globbed(pattern: string, door: Lookups, meter: Meter): readonly string[] {
  const [folder, name] = splitPath(pattern);
  if (name === '') return folder !== '' && door.look(pattern, 'follow')?.kind === 'folder' ? [pattern] : [];
  const folders = isPattern(folder) ? globbed(folder, door, meter) : [folder];
  return folders.flatMap((one) => {
    if (isPattern(name)) return namesIn(one, name, door, meter);
    const path = joinedPath(one, name);
    return door.look(path, 'keep') === undefined ? [] : [path];
  });
}

function namesIn(folder: string, pattern: string, door: Lookups, meter: Meter): readonly string[] {
  const names = [...(door.list(folder === '' ? '.' : folder) ?? [])].sort();
  meter.step(names.length);
  return names
    .filter((name) => !name.startsWith('.') || pattern.startsWith('.'))
    .filter((name) => fitsGlob(name, pattern, meter))
    .map((name) => joinedPath(folder, name));
}

function isPattern(text: string): boolean {
  return /[*?[]/.test(text);
}

/** Whether a whole name is as a pattern of the shell's says. */
export function fitsGlob(name: string, pattern: string, meter: Meter): boolean {
  return firstMatch(programOf(expressionFor(pattern)), name, 'fullmatch', meter) !== undefined;
}

/** The same as a regular expression of Python's. */
function expressionFor(pattern: string): string {
  const parts = pattern.replace(/\*+/g, '*').match(/\[!?\]?[^\]]*\]|[\s\S]/gu) ?? [];
  const written = parts.map((part) => {
    if (part === '*') return '.*';
    if (part === '?') return '.';
    if (part.length < 3) return part.replace(/[^\w]/g, '\\$&');
    const inner = part.slice(1, -1).replace(/[\\\]^[&~|]/g, '\\$&');
    return inner.startsWith('!') ? `[^${inner.slice(1)}]` : `[${inner}]`;
  });
  return `(?s)${written.join('')}`;
}
