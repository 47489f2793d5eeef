import { textOf } from '../../../values/text.ts';
import { isUndefined, type Value } from '../../../values/value.ts';
import { flagArg, mappingArg } from '../../arguments.ts';
import { type Call, type Routines, routine } from '../../routine.ts';
import { entriesOf } from '../mappings.ts';

/** What makes text safe in HTML and XML. Nothing marks a text as safe: it is escaped as often as it is told to be. */
export const htmlFilters: Routines = {
  e: routine('', escaped),
  escape: routine('', escaped),
  forceescape: routine('', escaped),
  safe: routine('', ({ input, meter }) => textOf(input, meter)),
  striptags: routine('', ({ input, meter }) => withoutTags(textOf(input, meter))),
  xmlattr: routine('autospace?', attributes),
};

const entities: ReadonlyMap<string, string> = new Map([
  ['&', 'amp'],
  ['<', 'lt'],
  ['>', 'gt'],
  ["'", '#39'],
  ['"', '#34'],
]);

function escaped({ input, meter }: Pick<Call, 'input' | 'meter'>): string {
  const text = textOf(input, meter);
  meter.text(text.length * 5);
  return text.replace(/[&<>'"]/g, (letter) => `&${entities.get(letter)};`);
}

const named: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  ['nbsp', '\u00a0'],
]);

function withoutTags(text: string): string {
  const plain = withoutMarks(withoutMarks(text, '<!--', '-->'), '<', '>');
  const spaced = plain
    .split(/\s+/)
    .filter((word) => word !== '')
    .join(' ');
  return spaced.replace(/&(?:#(\d{1,7})|#[xX]([\da-fA-F]{1,6})|(\w+));/g, (whole, decimal, hex, name) => {
    if (name !== undefined) return named.get(name) ?? whole;
    const code = decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal);
    return isCharacter(code) ? String.fromCodePoint(code) : '\ufffd';
  });
}

function isCharacter(code: number): boolean {
  return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
}

/** Each text is looked through once: one that opens and opens and never closes takes no longer. */
function withoutMarks(text: string, open: string, close: string): string {
  let kept = '';
  let at = 0;
  for (;;) {
    const start = text.indexOf(open, at);
    const end = start === -1 ? -1 : text.indexOf(close, start);
    if (end === -1) return kept + text.slice(at);
    kept += text.slice(at, start);
    at = end + close.length;
  }
}

function attributes({ input, args: [space], meter }: Call): Value {
  const written = entriesOf(mappingArg(input), meter)
    .filter(([, value]) => value !== null && !isUndefined(value))
    .map(([key, value]) => `${escaped({ input: key, meter })}="${escaped({ input: value, meter })}"`);
  return written.length > 0 && flagArg(space, true) ? ` ${written.join(' ')}` : written.join(' ');
}
