import { percentFormat } from '../../values/percent-format.ts';
import { pointCount, pointsOf } from '../../values/points.ts';
import { capitalized, linesOf, replaceText, splitText, stripText } from '../../values/string-methods.ts';
import { textOf } from '../../values/text.ts';
import { mappingOf, type Value } from '../../values/value.ts';
import { flagArg, integerArg, itemsOf, stringArg, textArg } from '../arguments.ts';
import { type Call, type Routines, required, routine } from '../routine.ts';
import { attributeGetter } from './attribute.ts';

export const textFilters: Routines = {
  lower: routine('', ({ input, meter }) => textOf(input, meter).toLowerCase()),
  upper: routine('', ({ input, meter }) => textOf(input, meter).toUpperCase()),
  capitalize: routine('', ({ input, meter }) => capitalized(textOf(input, meter))),
  title: routine('', ({ input, meter }) => titled(textOf(input, meter))),
  trim: routine('chars?', ({ input, args: [chars = null], meter }) =>
    stripText(textOf(input, meter), chars, 'both'),
  ),
  replace: routine('old new count?', replace),
  split: routine('sep? maxsplit?', ({ input, args: [by = null, most], meter }) =>
    splitText(stringArg(input), by, integerArg(most, -1), meter),
  ),
  join: routine('d? attribute?', join),
  format: routine('*', format),
  indent: routine('width? first? blank?', indent),
  truncate: routine('length? killwords? end? leeway?', truncate),
  center: routine('width?', center),
  wordcount: routine('', ({ input, meter }) => [...textOf(input, meter).matchAll(/[\p{L}\p{N}_]+/gu)].length),
  quote: routine('', ({ input, meter }) => shellQuoted(input === null ? '' : textOf(input, meter))),
};

/** Jinja's own idea of a word: it begins behind a blank, `-` or an opening bracket. */
function titled(text: string): string {
  return text
    .split(/([-\s({[<]+)/)
    .map(capitalized)
    .join('');
}

function replace(call: Call): Value {
  const { input, args, meter } = call;
  const [from, to] = [textOf(required(call, 0), meter), textOf(required(call, 1), meter)];
  return replaceText(textOf(input, meter), from, to, integerArg(args[2], -1), meter);
}

function join({ input, args: [separator = '', attribute = null], meter }: Call): Value {
  const get = attributeGetter(attribute, meter);
  const between = textOf(separator, meter);
  const parts = itemsOf(input, meter).map((item) => textOf(get(item), meter));
  meter.text(parts.reduce((length, part) => length + part.length + between.length, 0));
  return parts.join(between);
}

function format({ input, rest, named, meter }: Call): Value {
  return percentFormat(textOf(input, meter), rest, named.size > 0 ? mappingOf(named) : undefined, meter);
}

/** All lines but the first are moved to the right; blank ones only when asked. */
function indent({ input, args: [width = 4, first, blank], meter }: Call): Value {
  const space = typeof width === 'string' ? width : ' '.repeat(checkedWidth(width, meter));
  // A line break at the end begins one more line.
  const [head = '', ...tail] = linesOf(`${textOf(input, meter)}\n`, false, meter);
  meter.text((space.length + 1) * tail.length);
  const moved = tail.map((line) => (line !== '' || flagArg(blank) ? space + line : line));
  return [(flagArg(first) ? space : '') + head, ...moved].join('\n');
}

function checkedWidth(value: Value, meter: Call['meter']): number {
  const width = Math.max(0, integerArg(value, 4));
  meter.text(width);
  return width;
}

function truncate({ input, args: [length, killWords, end, leeway], meter }: Call): Value {
  const text = textOf(input, meter);
  const letters = pointsOf(text);
  const most = integerArg(length, 255);
  const tail = textArg(end, '...', meter);
  if (letters.length <= most + integerArg(leeway, 5)) return text;
  const kept = letters.slice(0, Math.max(0, most - pointCount(tail))).join('');
  const space = kept.lastIndexOf(' ');
  return (flagArg(killWords) || space === -1 ? kept : kept.slice(0, space)) + tail;
}

function center({ input, args: [width = 80], meter }: Call): Value {
  const text = textOf(input, meter);
  const room = Math.max(0, checkedWidth(width, meter) - pointCount(text));
  // Python puts an odd blank to the left when the width is odd.
  const left = Math.floor(room / 2) + (room & (room + pointCount(text)) & 1);
  return ' '.repeat(left) + text + ' '.repeat(room - left);
}

/** One word for a POSIX shell, quoted only when it has to be. */
function shellQuoted(text: string): string {
  if (/^[\w@%+=:,./-]+$/.test(text)) return text;
  return `'${text.replaceAll("'", `'"'"'`)}'`;
}
