import { attempt, Fault } from '../../fault.ts';
import type { Meter } from '../../meter.ts';
import { itemAt } from '../../present.ts';
import type { RegexProgram } from '../../regex/compile.ts';
import { expand, parseReplacement } from '../../regex/replacement.ts';
import { allMatches, firstMatch, groupNumber, programOf } from '../../regex/use.ts';
import { textOf } from '../../values/text.ts';
import type { Value } from '../../values/value.ts';
import { flagArg, integerArg, stringArg, textArg } from '../arguments.ts';
import { type Call, type Routines, routine } from '../routine.ts';
import type { Term } from '../syntax.ts';

export const regexFilters: Routines = {
  regex_replace: routine('pattern replacement? ignorecase? multiline? count?', replaceAll, {
    check: checkPattern,
  }),
  regex_search: routine('regex *', search, { check: checkPattern }),
  regex_findall: routine('regex multiline? ignorecase?', findAll, { check: checkPattern }),
  regex_escape: routine('', ({ input, meter }) => escaped(textOf(input, meter), meter)),
};

/** A pattern that is written out in the template is read before anything runs. */
export function checkPattern([pattern]: readonly Term[]): void {
  if (pattern?.kind !== 'constant' || typeof pattern.value !== 'string') return;
  const text = pattern.value;
  const read = attempt(() => programOf(text));
  if (!read.ok)
    throw new Fault('syntax', read.error.message, { offset: pattern.offset, hint: read.error.hint });
}

export function patternProgram(
  pattern: Value | undefined,
  ignoreCase: Value | undefined,
  multiline: Value | undefined,
  meter: Meter,
): RegexProgram {
  const text = stringArg(pattern, '');
  // Reading a pattern writes its repeats out: far more than its length.
  meter.text(text.length * 64);
  return programOf(text, { ignoreCase: flagArg(ignoreCase), multiline: flagArg(multiline) });
}

function replaceAll({
  input,
  args: [pattern, replacement, ignoreCase, multiline, count],
  meter,
}: Call): Value {
  const text = textOf(input, meter);
  const program = patternProgram(pattern, ignoreCase, multiline, meter);
  const parts = parseReplacement(textArg(replacement, '', meter), program);
  const most = integerArg(count, 0);
  const pieces: string[] = [];
  let from = 0;
  for (const match of allMatches(program, text, most === 0 ? Number.POSITIVE_INFINITY : most, meter)) {
    const inserted = expand(parts, match);
    pieces.push(text.slice(from, match.start), inserted);
    meter.text(inserted.length);
    from = match.end;
  }
  pieces.push(text.slice(from));
  meter.text(pieces.reduce((length, piece) => length + piece.length, 0));
  return pieces.join('');
}

/** The first match, or the groups that are asked for as `'\\1'` or `'\\g<name>'`; none when nothing matches. */
function search({ input, args: [pattern], rest, named, meter }: Call): Value {
  const unknown = [...named.keys()].find((name) => name !== 'ignorecase' && name !== 'multiline');
  if (unknown !== undefined) throw new Fault('type', `has no parameter \`${unknown}\``);
  const text = textOf(input, meter);
  const program = patternProgram(pattern, named.get('ignorecase'), named.get('multiline'), meter);
  const wanted = rest.map((group) => groupNumber(program, groupName(stringArg(group))));
  const match = firstMatch(program, text, 'search', meter);
  if (match === undefined) return null;
  return wanted.length === 0 ? match.whole : wanted.map((group) => match.groups[group] ?? null);
}

function groupName(reference: string): string {
  const name = /^\\(?:g<(\S+)>|(\d+))/.exec(reference);
  if (name === null)
    throw new Fault('type', `\`${reference}\` does not name a group`, {
      hint: "write '\\\\1' or '\\\\g<name>'",
    });
  return name[1] ?? itemAt(name, 2);
}

/** All matches: as text, or as the one group or the list of groups that the pattern has. */
function findAll({ input, args: [pattern, multiline, ignoreCase], meter }: Call): Value {
  const text = textOf(input, meter);
  const program = patternProgram(pattern, ignoreCase, multiline, meter);
  return allMatches(program, text, Number.POSITIVE_INFINITY, meter).map(({ whole, groups }) => {
    const [first = whole, ...others] = groups.slice(1).map((group) => group ?? '');
    return others.length === 0 ? first : [first, ...others];
  });
}

function escaped(text: string, meter: Meter): string {
  meter.text(text.length * 2);
  return text.replace(/[()[\]{}?*+\-|^$\\.&~# \t\n\r\v\f]/g, '\\$&');
}
