import { codeAt } from '../present.ts';
import { isBlank } from '../values/points.ts';

export type CharacterTest = (code: number) => boolean;

/** What a pattern takes for letters, digits and blanks, and for the same letter in another case. */
export interface Alphabet {
  readonly isWord: CharacterTest;
  /** `\d \w \s` and their opposites, by letter. */
  readonly classes: ReadonlyMap<string, CharacterTest>;
  /** The other cases of a letter that is not ASCII. */
  readonly variants: (code: number) => readonly number[];
}

/** What Python has for text. */
export const UNICODE: Alphabet = alphabet({
  isDigit: (code) => (code < 128 ? isAsciiDigit(code) : /\p{Nd}/u.test(String.fromCodePoint(code))),
  isWord: (code) => (code < 128 ? isAsciiWord(code) : /[\p{L}\p{N}]/u.test(String.fromCodePoint(code))),
  isSpace: isBlank,
  variants: unicodeVariants,
});

/** What Python has for bytes, and for text with the flag `a`. */
export const ASCII: Alphabet = alphabet({
  isDigit: isAsciiDigit,
  isWord: isAsciiWord,
  isSpace: (code) => code === 32 || (code >= 9 && code <= 13),
  variants: () => [],
});

/** The same test for whatever case a letter is written in. */
export function ignoringCase(test: CharacterTest, { variants }: Alphabet): CharacterTest {
  return (code) => {
    if (test(code)) return true;
    if (code >= 128) return variants(code).some(test);
    const upper = code & ~32;
    return upper >= 65 && upper <= 90 && test(code ^ 32);
  };
}

interface Kinds {
  readonly isDigit: CharacterTest;
  readonly isWord: CharacterTest;
  readonly isSpace: CharacterTest;
  readonly variants: (code: number) => readonly number[];
}

function alphabet({ isDigit, isWord, isSpace, variants }: Kinds): Alphabet {
  const kinds = [
    ['d', isDigit],
    ['w', isWord],
    ['s', isSpace],
  ] as const;
  const opposites = kinds.map(
    ([letter, test]) => [letter.toUpperCase(), (code: number) => !test(code)] as const,
  );
  return { isWord, classes: new Map<string, CharacterTest>([...kinds, ...opposites]), variants };
}

function isAsciiWord(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || isAsciiDigit(code) || code === 95;
}

function isAsciiDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function unicodeVariants(code: number): readonly number[] {
  const letter = String.fromCodePoint(code);
  return [letter.toLowerCase(), letter.toUpperCase()]
    .filter((variant) => variant !== letter && [...variant].length === 1)
    .map((variant) => codeAt(variant, 0));
}
