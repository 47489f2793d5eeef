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
export interface Mistake {
  readonly code: RuleCode;
  readonly message: string;
  readonly hint: string | undefined;
}

/** Collects what is wrong with one text, in the order it is met. */
export interface Mistakes {
  /** iptables-restore refuses the text, or takes it for something else than it looks like. */
  readonly error: (place: LineSpan, mistake: Mistake) => void;
  /** One of its two backends, or one way of calling it, refuses the text or leaves a part of it out. */
  readonly warning: (place: LineSpan, mistake: Mistake) => void;
  /** How many errors there were up to now. */
  readonly errors: () => number;
  readonly all: () => readonly Diagnostic<RuleCode>[];
}

/** More than a person reads; a text of another kind would otherwise give one for each of its lines. */
const MOST = 1_000;

/** An empty collection for the text of `file`. Keeps the first thousand, and says when there were more. */
export function collectMistakes(file: string): Mistakes {
  const found: Diagnostic<RuleCode>[] = [];
  let errors = 0;
  const add = (
    severity: Diagnostic<RuleCode>['severity'],
    { line, column, length }: LineSpan,
    mistake: Mistake,
  ): void => {
    const at = { file, line, column };
    if (severity === 'error') errors += 1;
    if (found.length < MOST) found.push({ severity, ...mistake, at, length: Math.max(1, length) });
    else if (found.length === MOST) found.push({ ...tooMany, at, length: 1 });
  };
  return {
    error: (place, mistake) => add('error', place, mistake),
    warning: (place, mistake) => add('warning', place, mistake),
    errors: () => errors,
    all: () => found,
  };
}

const tooMany: Omit<Diagnostic<RuleCode>, 'at' | 'length'> = {
  severity: 'error',
  code: 'too-many-mistakes',
  message: `there are more than ${MOST} mistakes; from here on they are not listed`,
  hint: 'check that this is what iptables-save wrote, and mend the first ones first',
};
