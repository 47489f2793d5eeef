import type { Alphabet, CharacterTest } from './characters.ts';

/** A pattern that was read, in the language of Python's `re` without what cannot be matched in linear time. */
export interface Pattern {
  readonly root: RegexTree;
  /** Capturing groups, the whole match not counted. */
  readonly groups: number;
  /** Names of groups and their numbers. */
  readonly names: ReadonlyMap<string, number>;
  readonly alphabet: Alphabet;
}

export type RegexTree =
  /** One character that passes the test. `literal`: the one character it is, if it is just one. */
  | { readonly kind: 'one'; readonly test: CharacterTest; readonly literal: string | undefined }
  | { readonly kind: 'sequence'; readonly parts: readonly RegexTree[] }
  | { readonly kind: 'choice'; readonly options: readonly RegexTree[] }
  /** `most` may be Infinity. */
  | {
      readonly kind: 'repeat';
      readonly part: RegexTree;
      readonly least: number;
      readonly most: number;
      readonly lazy: boolean;
    }
  /** `group`: its number, from 1; undefined: it does not capture. */
  | { readonly kind: 'group'; readonly group: number | undefined; readonly part: RegexTree }
  | { readonly kind: 'edge'; readonly edge: Edge }
  /** Looks ahead or `behind` so many characters, and takes nothing. */
  | {
      readonly kind: 'look';
      readonly behind: number | undefined;
      readonly negative: boolean;
      readonly part: RegexTree;
    };

/** A place between two characters. */
export type Edge =
  | 'start'
  | 'end'
  | 'line start'
  | 'line end'
  | 'last line end'
  | 'word edge'
  | 'inside word';

export interface Flags {
  readonly ignoreCase: boolean;
  /** `^` and `$` match at every line. */
  readonly multiline: boolean;
  /** `.` matches line breaks. */
  readonly dotAll: boolean;
}
