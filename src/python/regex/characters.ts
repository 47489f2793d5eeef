import { codeAt } from '../present.ts';

export type CharacterTest = (code: number) => boolean;

/** Unicode's idea of letters and digits, as Python has it for text. */
export function isWord(code: number): boolean {
  if (code < 128) return isAsciiWord(code);
  return /[\p{L}\p{N}]/u.test(String.fromCodePoint(code));
}

function isAsciiWord(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || isDigit(code) || code === 95;
}

function isDigit(code: number): boolean {
  if (code < 128) return code >= 48 && code <= 57;
  return /\p{Nd}/u.test(String.fromCodePoint(code));
}

function isSpace(code: number): boolean {
  if (code < 128) return code === 32 || (code >= 9 && code <= 13) || (code >= 28 && code <= 31);
  return code === 0x85 || (code !== 0xfeff && /\s/.test(String.fromCharCode(code)));
}

/** `\d \w \s` and their opposites. */
export const classes: ReadonlyMap<string, CharacterTest> = new Map([
  ['d', isDigit],
  ['D', (code: number) => !isDigit(code)],
  ['w', isWord],
  ['W', (code: number) => !isWord(code)],
  ['s', isSpace],
  ['S', (code: number) => !isSpace(code)],
]);

/** The same test for whatever case a letter is written in. */
export function ignoringCase(test: CharacterTest): CharacterTest {
  return (code) => {
    if (test(code)) return true;
    if (code >= 128) return variants(code).some(test);
    const upper = code & ~32;
    return upper >= 65 && upper <= 90 && test(code ^ 32);
  };
}

function variants(code: number): readonly number[] {
  const letter = String.fromCodePoint(code);
  return [letter.toLowerCase(), letter.toUpperCase()]
    .filter((variant) => variant !== letter && [...variant].length === 1)
    .map((variant) => codeAt(variant, 0));
}
