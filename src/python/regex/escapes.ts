import { Fault } from '../fault.ts';
import { codeAt } from '../present.ts';
import type { PatternReader } from './reader.ts';

const controls: ReadonlyMap<string, number> = new Map([
  ['a', 7],
  ['f', 12],
  ['n', 10],
  ['r', 13],
  ['t', 9],
  ['v', 11],
]);

const hexDigits: ReadonlyMap<string, number> = new Map([
  ['x', 2],
  ['u', 4],
  ['U', 8],
]);

/** The character that an escape stands for; the backslash and `letter` have been taken. */
export function escapedCode(reader: PatternReader, letter: string): number {
  const control = controls.get(letter);
  if (control !== undefined) return control;
  const width = hexDigits.get(letter);
  if (width !== undefined) return hexCode(reader, letter, width);
  if (letter === '0') return Number.parseInt(`0${reader.takeWhile(/[0-7]/, 2)}`, 8);
  if (/[1-9]/.test(letter)) {
    throw new Fault(
      'type',
      `the pattern refers back with \`\\${letter}\`, which cannot be matched in bounded time`,
      {
        hint: 'compare the captured text in the template instead',
      },
    );
  }
  if (/[a-zA-Z]/.test(letter)) throw new Fault('type', `\`\\${letter}\` means nothing in a pattern`);
  return codeAt(letter, 0);
}

function hexCode(reader: PatternReader, letter: string, width: number): number {
  const digits = reader.takeWhile(/[\da-fA-F]/, width);
  const code = Number.parseInt(digits, 16);
  if (digits.length === width && code <= 0x10ffff) return code;
  throw new Fault('type', `\`\\${letter}${digits}\` is not a whole character in the pattern`);
}
