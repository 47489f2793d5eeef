import { pythonNumber } from '../../model/values/float-text.ts';
import { WholeFloat } from '../../model/values/json.ts';
import { Fault } from '../fault.ts';
import type { Meter } from '../meter.ts';
import { codeAt } from '../present.ts';
import { isList, isMapping, isNothing, isThing, kindOf, known, thingText, type Value } from './value.ts';

/** The value as text, spelled as Ansible spells it: `True`, `None`, `['a', 1]`. A string is itself. */
export function textOf(value: Value, meter: Meter): string {
  if (typeof value === 'string') return value;
  return isNothing(value) ? '' : quoted(value, meter);
}

/** As `textOf`, with quotes around strings: how an item of a list is printed. */
export function quoted(value: Value, meter: Meter): string {
  const present = known(value);
  if (present === null) return 'None';
  if (typeof present === 'string') return counted(quotedText(present), meter);
  if (typeof present === 'number' || present instanceof WholeFloat) return pythonNumber(present);
  if (typeof present === 'boolean') return present ? 'True' : 'False';
  if (isList(present)) return quotedList(present, meter);
  if (isThing(present)) return thingText(present);
  if (!isMapping(present)) throw new Fault('type', `${kindOf(present)} has no text`);

  meter.step();
  const entries = meter.nested(() =>
    Object.entries(present).map(([key, item]) => `${quotedText(key)}: ${quoted(item, meter)}`),
  );
  return counted(`{${entries.join(', ')}}`, meter);
}

function quotedList(list: readonly Value[], meter: Meter): string {
  meter.step(list.length);
  const items = meter.nested(() => list.map((item) => quoted(item, meter)));
  return counted(`[${items.join(', ')}]`, meter);
}

/** The text, when it is not too long. */
export function counted(text: string, meter: Meter): string {
  meter.text(text.length);
  return text;
}

function quotedText(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replace(/[\\'"]|[\p{C}\p{Z}]/gu, (letter) => escapeLetter(letter, quote));
  return quote + escaped + quote;
}

const namedEscapes: ReadonlyMap<string, string> = new Map([
  ['\\', '\\\\'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  [' ', ' '],
]);

/** Python escapes what is not printable, spaces other than the usual one included. */
function escapeLetter(letter: string, quote: string): string {
  if (letter === "'" || letter === '"') return letter === quote ? `\\${letter}` : letter;
  const named = namedEscapes.get(letter);
  if (named !== undefined) return named;
  const code = codeAt(letter, 0);
  if (code <= 0xff) return `\\x${hex(code, 2)}`;
  return code <= 0xffff ? `\\u${hex(code, 4)}` : `\\U${hex(code, 8)}`;
}

function hex(code: number, width: number): string {
  return code.toString(16).padStart(width, '0');
}
