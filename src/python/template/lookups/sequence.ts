import { splitWords } from '../../shlex.ts';
import { isInteger } from '../../values/number.ts';
import { percentFormat } from '../../values/percent-format.ts';
import { known, type Value } from '../../values/value.ts';
import { type LookupCall, type LookupPlugins, lookupFault, lookupPlugin, textTerm } from './lookup.ts';

export const sequenceLookups: LookupPlugins = {
  sequence: lookupPlugin('start end count stride format', (call) => {
    const terms = call.terms.length === 0 ? [''] : call.terms;
    return terms.flatMap((term) => numbers(settingsIn(textTerm(term), call), call));
  }),
};

interface Settings {
  readonly start: number;
  readonly end: number;
  readonly stride: number;
  readonly format: string;
}

const keys = ['start', 'end', 'count', 'stride', 'format'];
const number = '(0?x?[0-9a-f]+)';
const shortForm = new RegExp(`^(?:${number}-)?${number}(?:/${number})?(?::(.+))?$`, 'i');

/** `5`, `5-8`, `2-10/2`, `4:host%02d`, or `start=1 end=5 stride=2 format=%d`. */
function settingsIn(term: string, { options }: LookupCall): Settings {
  const short = shortForm.exec(term);
  if (short !== null) {
    const [, start = '1', end = '', stride = '1', format = '%d'] = short;
    return checked({ start: integer(start), end: integer(end), stride: integer(stride), format });
  }
  const given = new Map<string, Value>([...options, ...pairsIn(term)]);
  const unknown = [...given.keys()].find((key) => !keys.includes(key));
  if (unknown !== undefined) throw lookupFault(`\`${unknown}\` is none of ${keys.join(', ')}`);
  const numberOf = (key: string): number | undefined => {
    const value = given.get(key);
    return value === undefined ? undefined : isInteger(value) ? value : integer(textTerm(known(value)));
  };
  const [start = 1, stride = 1] = [numberOf('start'), numberOf('stride')];
  const format = textTerm(given.get('format') ?? '%d');
  return checked({ format, ...rangeOf(numberOf('end'), numberOf('count'), start, stride) });
}

function pairsIn(term: string): readonly (readonly [string, string])[] {
  const split = splitWords(term);
  if (!split.ok) throw lookupFault(`\`${term}\` cannot be read: ${split.why}`);
  return split.words.map((word) => {
    const cut = word.indexOf('=');
    if (cut < 1) throw lookupFault(`\`${word}\` is not KEY=VALUE`, `one of ${keys.join(', ')}`);
    return [word.slice(0, cut), word.slice(cut + 1)] as const;
  });
}

type Range = Pick<Settings, 'start' | 'end' | 'stride'>;

function rangeOf(end: number | undefined, count: number | undefined, start: number, stride: number): Range {
  if (end !== undefined && count !== undefined) throw lookupFault('`count` and `end` cannot both be given');
  if (end !== undefined) return { start, end, stride };
  if (count === undefined) throw lookupFault('`count` or `end` is needed');
  return count === 0 ? { start: 0, end: 0, stride: 0 } : { start, end: start + count * stride - 1, stride };
}

function integer(text: string): number {
  const value = /^[+-]?(?:0|0x[\da-f]+|0o[0-7]+|[1-9]\d*)$/i.test(text) ? Number(text) : Number.NaN;
  if (Number.isSafeInteger(value)) return value;
  throw lookupFault(
    `\`${text}\` is not an integer`,
    /^0\d/.test(text) ? 'write octal numbers as 0o17' : undefined,
  );
}

function checked(settings: Settings): Settings {
  const { start, end, stride, format } = settings;
  if (stride > 0 && end < start) throw lookupFault('counting down needs a negative `stride`');
  if (stride < 0 && end > start) throw lookupFault('counting up needs a positive `stride`');
  if (format.split('%').length !== 2) throw lookupFault(`the format \`${format}\` needs exactly one \`%\``);
  return settings;
}

function numbers({ start, end, stride, format }: Settings, { meter }: LookupCall): readonly Value[] {
  if (stride === 0) return [];
  const count = Math.max(0, Math.floor((end - start) / stride) + 1);
  meter.step(count);
  return Array.from({ length: count }, (_, at) =>
    percentFormat(format, [start + at * stride], undefined, meter),
  );
}
