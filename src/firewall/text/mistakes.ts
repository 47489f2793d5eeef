import type { Diagnostic } from '../../model/diagnostic.ts';
import type { ruleCodes } from '../codes.ts';

/** Stable, such as `missing-commit`; `rulerun doc` explains it. */
export type RuleCode = keyof typeof ruleCodes;

/** Where on one line: the column counts from 1, in UTF-16 code units. */
export interface LineSpan {
  readonly line: number;
  readonly column: number;
  readonly length: number;
}

/** What is wrong and the way out. */
export type Mistake = Omit<Diagnostic<RuleCode>, 'at' | 'length'>;

/** What is wrong with one word of a line. */
export interface WordMistake {
  /** The number of the word, from 0. */
  readonly word: number;
  readonly mistake: Mistake;
}

/** iptables-restore refuses it, or takes it for something else than it looks like. */
export function wrong(code: RuleCode, message: string, hint: string): Mistake {
  return { severity: 'error', code, message, hint };
}

/** One of its two backends, or one way of calling it, refuses it or leaves a part of it out. */
export function doubtful(code: RuleCode, message: string, hint: string): Mistake {
  return { severity: 'warning', code, message, hint };
}

/** Collects what is wrong with one text, in the order it is met. */
export interface Mistakes {
  readonly add: (place: LineSpan, mistake: Mistake) => void;
  readonly all: () => readonly Diagnostic<RuleCode>[];
}

/** More than a person reads; a text of another kind would otherwise give one for each of its lines. */
const MOST = 1_000;

/** An empty collection for the text of `file`. Keeps the first thousand, and says when there were more. */
export function collectMistakes(file: string): Mistakes {
  const found: Diagnostic<RuleCode>[] = [];
  return {
    add({ line, column, length }, mistake) {
      const at = { file, line, column };
      if (found.length < MOST) found.push({ ...mistake, at, length: Math.max(1, length) });
      else if (found.length === MOST) found.push({ ...TOO_MANY, at, length: 1 });
    },
    all: () => found,
  };
}

const TOO_MANY: Mistake = wrong(
  'too-many-mistakes',
  `there are more than ${MOST} mistakes; from here on they are not listed`,
  'check that this is what iptables-save wrote, and mend the first ones first',
);
