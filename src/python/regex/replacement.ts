import { Fault } from '../fault.ts';
import type { Program } from './compile.ts';
import { groupNumber } from './use.ts';

/** A replacement taken apart: text, and numbers of the groups whose text goes there. */
export type Replacement = readonly (string | number)[];

const controls: ReadonlyMap<string, string> = new Map([
  ['a', '\x07'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
  ['\\', '\\'],
  ['0', '\0'],
]);

/** Reads `\1`, `\g<name>` and `\n` in what takes the place of a match. */
export function parseReplacement(text: string, program: Program): Replacement {
  return [...text.matchAll(/[^\\]+|\\(?:g<([^>]*)>|([1-9]\d?)|(.|$))/gs)].map(
    ([whole, name, number, letter]) => {
      const group = name ?? number;
      if (group !== undefined) return groupNumber(program, group);
      if (letter === undefined) return whole;
      const control = controls.get(letter);
      if (control !== undefined) return control;
      if (letter === '' || /[a-zA-Z]/.test(letter))
        throw new Fault('type', `\`\\${letter}\` means nothing in a replacement`);
      return whole;
    },
  );
}
