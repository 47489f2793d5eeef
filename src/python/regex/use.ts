import { Fault } from '../fault.ts';
import type { Meter } from '../meter.ts';
import { itemAt } from '../present.ts';
import { compilePattern, type RegexProgram } from './compile.ts';
import { type Effort, finderOf, type Spans } from './match.ts';
import { parsePattern } from './parse.ts';
import type { Subject } from './reader.ts';
import type { Flags } from './tree.ts';

/** One match in its text. */
export interface Match {
  readonly start: number;
  readonly end: number;
  readonly whole: string;
  /** The whole match and the groups, by number; undefined for a group that took no part. */
  readonly groups: readonly (string | undefined)[];
}

export function programOf(
  pattern: string,
  flags: Partial<Flags> = {},
  subject: Subject = 'text',
): RegexProgram {
  return compilePattern(parsePattern(pattern, flags, subject));
}

export type Anchor = 'search' | 'match' | 'fullmatch';

/** Python's `search` (anywhere), `match` (from the start) or `fullmatch`. */
export function firstMatch(
  program: RegexProgram,
  text: string,
  anchor: Anchor,
  effort: Effort,
): Match | undefined {
  const spans = finderOf(
    program,
    text,
    effort,
  )(0, { only: anchor !== 'search', full: anchor === 'fullmatch' });
  return spans === undefined ? undefined : matchOf(spans, text);
}

/** Every match that does not overlap an earlier one, at most so many, in order. */
export function allMatches(
  program: RegexProgram,
  text: string,
  most: number,
  meter: Meter,
): readonly Match[] {
  const find = finderOf(program, text, meter);
  const matches: Match[] = [];
  let from = 0;
  let empty = true;
  while (matches.length < most && from <= text.length) {
    const spans = find(from, { empty });
    if (spans === undefined) break;
    const match = matchOf(spans, text);
    meter.step();
    matches.push(match);
    // A match of nothing may follow one of something at once, but not another one of nothing.
    empty = match.start !== match.end;
    from = match.end;
  }
  return matches;
}

function matchOf(spans: Spans, text: string): Match {
  const [start, end] = [itemAt(spans, 0), itemAt(spans, 1)];
  const groups = Array.from({ length: spans.length / 2 }, (_, group) => {
    const from = itemAt(spans, group * 2);
    return from < 0 ? undefined : text.slice(from, itemAt(spans, group * 2 + 1));
  });
  return { start, end, whole: text.slice(start, end), groups };
}

/** The number of a group, from its number or its name. */
export function groupNumber(program: Pick<RegexProgram, 'names' | 'groups'>, name: string): number {
  const number = /^\d+$/.test(name) ? Number(name) : program.names.get(name);
  if (number !== undefined && number <= program.groups) return number;
  throw new Fault('type', `the pattern has no group \`${name}\``);
}
