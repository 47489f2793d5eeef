import { Fault } from './fault.ts';

/** How much one call may cost, everything that it renders on the way included. */
export interface MeterLimits {
  /** Small operations: a value looked at, an element copied, 64 code units of text made. */
  readonly steps: number;
  /** The longest text that may be made, and the most that may be put out, in UTF-16 code units. */
  readonly textLength: number;
  /** Nested values, calls, blocks and variables. */
  readonly depth: number;
}

export const defaultLimits: MeterLimits = { steps: 1_000_000, textLength: 16 * 1024 * 1024, depth: 300 };

/** What is left of the limits, and where evaluation stands. */
export interface Meter {
  /** Offset of the operation at hand, for errors that do not know better. */
  at: number;
  readonly step: (count?: number) => void;
  /** Asks before a text of this length is made. */
  readonly text: (length: number) => void;
  /** Counts what goes into the result. */
  readonly output: (length: number) => void;
  /** Steps of a pattern, which are many and small. */
  readonly match: (count: number) => void;
  /** Does this one level deeper. */
  readonly nested: <T>(work: () => T) => T;
}

/** This many characters of text cost one step. */
const textPerStep = 64;
/** This many moves of a pattern cost one step. */
const movesPerStep = 2;

export function meterOf({ steps, textLength, depth }: MeterLimits): Meter {
  let left = steps;
  let output = 0;
  let deep = 0;

  const step = (count = 1): void => {
    left -= count;
    if (left < 0) throw new Fault('limit', `this takes more than ${steps} steps`);
  };
  const text = (length: number): void => {
    if (length > textLength)
      throw new Fault('limit', `this makes a text of more than ${textLength} characters`);
    step(length / textPerStep);
  };
  return {
    at: 0,
    step,
    text,
    output: (length) => {
      output += length;
      if (output > textLength) throw new Fault('limit', `the result is longer than ${textLength} characters`);
    },
    match: (count) => step(count / movesPerStep),
    nested: (work) => {
      if (deep === depth) throw new Fault('limit', `this is nested more than ${depth} levels deep`);
      deep += 1;
      try {
        return work();
      } finally {
        deep -= 1;
      }
    },
  };
}
