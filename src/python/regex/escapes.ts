import { CONTROLS } from '../escapes.ts';
import { Fault } from '../fault.ts';
import { codeAt } from '../present.ts';
import type { PatternReader } from './reader.ts';

const HEX_DIGITS: ReadonlyMap<string, number> = new Map([
  ['x', 2],
  ['u', 4],
  ['U', 8],
]);

/** The character that an escape in a pattern stands for. The backslash has been taken. */
export function escapedCode(reader: PatternReader): number {
  const octal = reader.match(/0[0-7]{0,2}|[1-7][0-7]{2}/y);
  if (octal !== undefined) return octalCode(octal[0]);
  const letter = reader.take();
  if (/[1-9]/.test(letter))
    throw new Fault(
      'type',
      `the pattern refers back with \`\\${letter}\`, which cannot be matched in bounded time`,
      {
        hint: 'compare the captured text in the template instead',
      },
    );
  return letterCode(reader, letter);
}

/** The same inside brackets, where nothing refers back and `\b` is the backspace. */
export function escapedMember(reader: PatternReader): number {
  const octal = reader.match(/[0-7]{1,3}/y);
  if (octal !== undefined) return octalCode(octal[0]);
  return reader.accept('b') ? 8 : letterCode(reader, reader.take());
}

function letterCode(reader: PatternReader, letter: string): number {
  const control = CONTROLS.get(letter);
  if (control !== undefined) return codeAt(control, 0);
  const width = reader.holds === 'bytes' && letter !== 'x' ? undefined : HEX_DIGITS.get(letter);
  if (width !== undefined) return hexCode(reader, letter, width);
  if (/[a-zA-Z0-9]/.test(letter)) throw new Fault('type', `\`\\${letter}\` means nothing in a pattern`);
  return codeAt(letter, 0);
}

export function octalCode(digits: string): number {
  const code = Number.parseInt(digits, 8);
  if (code <= 0xff) return code;
  throw new Fault('type', `\`\\${digits}\` is beyond \`\\377\`, where octal escapes end`);
}

function hexCode(reader: PatternReader, letter: string, width: number): number {
  const digits = reader.match(new RegExp(`[\\da-fA-F]{0,${width}}`, 'y'))?.[0] ?? '';
  const code = Number.parseInt(digits, 16);
  if (digits.length === width && code <= 0x10ffff) return code;
  throw new Fault('type', `\`\\${letter}${digits}\` is not a whole character in the pattern`);
}
