import type { Position } from '../values/position.ts';
import type { Variables } from './inventory.ts';

/** Which files of variables a task wants to be read: one by its name, or those of a folder. */
export interface VariablesWish {
  readonly file: string | undefined;
  readonly dir: string | undefined;
  /** The variable that holds all of them as one mapping; undefined: each is a variable of its own. */
  readonly name: string | undefined;
  /** How many folders are read, that of `dir` being the first; 0: all. */
  readonly depth: number;
  /** A regular expression that the name of each file must match somewhere. */
  readonly matching: string | undefined;
  /** Regular expressions: a file whose name ends like one of them is left out. */
  readonly ignored: readonly string[];
  /** Without the dot. */
  readonly extensions: readonly string[];
  /** Files with other extensions are passed over; otherwise they are a mistake. */
  readonly passesOthers: boolean;
  /** Mappings are merged into what the variables hold already. */
  readonly merges: boolean;
}

export type VariablesFound =
  | { readonly kind: 'found'; readonly variables: Variables; readonly files: readonly string[] }
  | VariablesRefused;

/** Why variables cannot be read, without a full stop. */
export interface VariablesRefused {
  readonly kind: 'refused';
  readonly why: string;
  readonly hint: string | undefined;
  /** The place in a file that is wrong. */
  readonly at?: Position;
  /** There is no such file, or folder. */
  readonly isMissing?: true;
  /** Those that come before it. */
  readonly files?: readonly string[];
}
