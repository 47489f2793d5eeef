import { Fault } from '../fault.ts';
import { braceFormat } from '../values/brace-format.ts';
import { equals, keyOf } from '../values/compare.ts';
import { pointCount } from '../values/points.ts';
import {
  capitalized,
  linesOf,
  replaceText,
  type Side,
  splitFromRight,
  splitText,
  stripText,
} from '../values/string-methods.ts';
import { isList, known, type Value } from '../values/value.ts';
import { flagArg, integerArg, listArg, mappingArg, stringArg } from './arguments.ts';
import { entriesOf } from './filters/mappings.ts';
import { type Call, type Routines, required, routine } from './routine.ts';

/** Methods of text, lists and mappings, under Python's names. None of them changes anything. */
export const methods: Routines = {
  lower: routine('', ({ input }) => stringArg(input).toLowerCase()),
  upper: routine('', ({ input }) => stringArg(input).toUpperCase()),
  capitalize: routine('', ({ input }) => capitalized(stringArg(input))),
  title: routine('', ({ input }) => stringArg(input).replace(/\p{L}+/gu, capitalized)),
  strip: routine('chars?', (call) => strip(call, 'both')),
  lstrip: routine('chars?', (call) => strip(call, 'left')),
  rstrip: routine('chars?', (call) => strip(call, 'right')),
  split: routine('sep? maxsplit?', split),
  rsplit: routine('sep maxsplit?', splitRight),
  splitlines: routine('keepends?', ({ input, args: [keep], meter }) =>
    linesOf(stringArg(input), flagArg(keep), meter),
  ),
  startswith: routine('prefix', ({ input, args }) =>
    hasEnd(args[0], (end) => stringArg(input).startsWith(end)),
  ),
  endswith: routine('suffix', ({ input, args }) => hasEnd(args[0], (end) => stringArg(input).endsWith(end))),
  removeprefix: routine('prefix', ({ input, args: [prefix] }) => {
    const [text, start] = [stringArg(input), stringArg(prefix)];
    return text.startsWith(start) ? text.slice(start.length) : text;
  }),
  removesuffix: routine('suffix', ({ input, args: [suffix] }) => {
    const [text, end] = [stringArg(input), stringArg(suffix)];
    return end !== '' && text.endsWith(end) ? text.slice(0, -end.length) : text;
  }),
  replace: routine('old new count?', replace),
  join: routine('items', join),
  find: routine('sub', ({ input, args: [sub] }) => offsetOf(stringArg(input), stringArg(sub))),
  isdigit: routine('', ({ input }) => /^\p{Nd}+$/u.test(stringArg(input))),
  format: routine('*', ({ input, rest, named, meter }) => braceFormat(stringArg(input), rest, named, meter)),
  items: routine('', ({ input, meter }) => entriesOf(mappingArg(input), meter)),
  keys: routine('', ({ input, meter }) => entriesOf(mappingArg(input), meter).map(([key]) => key)),
  values: routine('', ({ input, meter }) => entriesOf(mappingArg(input), meter).map(([, value]) => value)),
  get: routine('key default?', get, { lazy: true }),
  index: routine('value', index),
  count: routine('value', count),
};

function strip({ input, args: [chars = null] }: Call, side: Side): Value {
  return stripText(stringArg(input), chars, side);
}

function split({ input, args: [by = null, most], meter }: Call): Value {
  return splitText(stringArg(input), by, integerArg(most, -1), meter);
}

function splitRight({ input, args: [by, most], meter }: Call): Value {
  const parts = splitFromRight(stringArg(input), stringArg(by), integerArg(most, -1));
  meter.step(parts.length);
  return parts;
}

/** One end, or a list of ends of which any will do. */
function hasEnd(ends: Value | undefined, fits: (end: string) => boolean): boolean {
  return isList(ends) ? ends.some((end) => fits(stringArg(end))) : fits(stringArg(ends));
}

function replace({ input, args: [from, to, times], meter }: Call): Value {
  return replaceText(stringArg(input), stringArg(from), stringArg(to), integerArg(times, -1), meter);
}

function join(call: Call): Value {
  const { input, meter } = call;
  const separator = stringArg(input);
  const parts = listArg(required(call, 0), meter).map((item) => stringArg(item));
  meter.text(parts.reduce((length, part) => length + part.length + separator.length, 0));
  return parts.join(separator);
}

/** In code points; -1 when it is not there. */
function offsetOf(text: string, part: string): number {
  const at = text.indexOf(part);
  return at === -1 ? -1 : pointCount(text.slice(0, at));
}

function get(call: Call): Value {
  const { input, args } = call;
  const [, otherwise = null] = args;
  const mapping = mappingArg(input);
  const name = keyOf(known(required(call, 0)));
  const found = name !== undefined && Object.hasOwn(mapping, name) ? mapping[name] : undefined;
  return found === undefined ? otherwise : found;
}

function index(call: Call): Value {
  const { input, meter } = call;
  const value = required(call, 0);
  const found = isList(input)
    ? input.findIndex((item) => equals(item, value, meter))
    : offsetOf(stringArg(input), stringArg(value));
  if (found === -1) throw new Fault('type', 'there is no such item in it', { hint: 'ask with `in` before' });
  return found;
}

function count(call: Call): Value {
  const { input, meter } = call;
  const value = required(call, 0);
  if (isList(input)) return input.filter((item) => equals(item, value, meter)).length;
  const part = stringArg(value);
  meter.text(stringArg(input).length);
  return part === '' ? pointCount(stringArg(input)) + 1 : stringArg(input).split(part).length - 1;
}
