import { CONTROLS } from '../escapes.ts';
import { Fault } from '../fault.ts';
import type { RegexProgram } from './compile.ts';
import { octalCode } from './escapes.ts';
import { groupNumber, type Match } from './use.ts';

/** A replacement taken apart: text, and numbers of the groups whose text goes there. */
export type Replacement = readonly (string | number)[];

const PIECE = /[^\\]+|\\(?:g<([^>]*)>|(0[0-7]{0,2}|[1-7][0-7]{2})|([1-9]\d?)|(.|$))/gs;

/** Reads `\1`, `\g<name>`, `\n` and `\012` in what takes the place of a match. */
export function parseReplacement(text: string, program: Pick<RegexProgram, 'names' | 'groups'>): Replacement {
  return [...text.matchAll(PIECE)].map(([whole, name, octal, number, letter]) => {
    const group = name ?? number;
    if (group !== undefined) return groupNumber(program, group);
    if (octal !== undefined) return String.fromCharCode(octalCode(octal));
    return letter === undefined ? whole : escapedText(letter);
  });
}

/** The replacement for one match. A group that took no part in it is empty. */
export function expand(replacement: Replacement, { groups }: Pick<Match, 'groups'>): string {
  return replacement.map((part) => (typeof part === 'number' ? (groups[part] ?? '') : part)).join('');
}

/** Python keeps the backslash before what is no ASCII letter, and refuses letters that it does not know. */
function escapedText(letter: string): string {
  if (letter === '\\') return letter;
  const control = letter === 'b' ? '\b' : CONTROLS.get(letter);
  if (control !== undefined) return control;
  if (letter === '' || /[a-zA-Z]/.test(letter))
    throw new Fault('type', `\`\\${letter}\` means nothing in a replacement`);
  return `\\${letter}`;
}
