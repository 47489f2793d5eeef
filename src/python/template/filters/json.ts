import { jsonNumber } from '../../../model/values/float-text.ts';
import { WholeFloat } from '../../../model/values/json.ts';
import { readJsonText } from '../../../model/values/read-json.ts';
import { Fault } from '../../fault.ts';
import type { Meter } from '../../meter.ts';
import { exact, isInteger } from '../../values/number.ts';
import { compareText } from '../../values/points.ts';
import { isList, isMapping, kindOf, known, type Mapping, mappingOf, type Value } from '../../values/value.ts';
import { flagArg, integerArg, stringArg } from '../arguments.ts';
import { type Call, type Routines, routine } from '../routine.ts';

export const jsonFilters: Routines = {
  to_json: routine('indent? sort_keys? ensure_ascii? separators?', (call) =>
    toJson(call, { indent: null, sorted: false }),
  ),
  to_nice_json: routine('indent? sort_keys? ensure_ascii?', (call) =>
    toJson(call, { indent: 4, sorted: true }),
  ),
  tojson: routine('indent?', toSafeJson),
  from_json: routine('', fromJson),
};

/** How JSON is laid out, as Python's `json.dumps` has it. */
interface Layout {
  /** Blanks a level; none: all on one line. */
  readonly indent: number | undefined;
  readonly sorted: boolean;
  readonly asciiOnly: boolean;
  readonly comma: string;
  readonly colon: string;
}

function toJson(
  { input, args, meter }: Call,
  defaults: { readonly indent: Value; readonly sorted: boolean },
): string {
  const [indent = defaults.indent, sorted, asciiOnly, separators = null] = args;
  const width = indent === null ? undefined : Math.min(Math.max(0, integerArg(indent, 0)), 16);
  const [comma = width === undefined ? ', ' : ',', colon = ': '] = isList(separators) ? separators : [];
  const layout = {
    indent: width,
    sorted: flagArg(sorted, defaults.sorted),
    asciiOnly: flagArg(asciiOnly, true),
    comma: stringArg(comma),
    colon: stringArg(colon),
  };
  return print(input, layout, 0, meter);
}

/** Jinja's own, which is safe inside HTML. */
function toSafeJson(call: Call): Value {
  return toJson(call, { indent: null, sorted: true }).replace(/[<>&']/g, unicodeEscape);
}

function print(value: Value, layout: Layout, depth: number, meter: Meter): string {
  const present = known(value);
  meter.step();
  if (present === null || typeof present === 'boolean') return String(present);
  if (typeof present === 'number' || present instanceof WholeFloat) return jsonNumber(present);
  if (typeof present === 'string') return printText(present, layout, meter);
  if (!(isList(present) || isMapping(present)))
    throw new Fault('type', `${kindOf(present)} cannot be written as JSON`);

  const inner = (item: Value): string => print(item, layout, depth + 1, meter);
  const parts = meter.nested(() =>
    isList(present)
      ? present.map(inner)
      : keysOf(present, layout).map(
          (key) => printText(key, layout, meter) + layout.colon + inner(present[key] as Value),
        ),
  );
  if (parts.length === 0) return isList(present) ? '[]' : '{}';
  const { indent, comma } = layout;
  const line = (deep: number): string => (indent === undefined ? '' : `\n${' '.repeat(indent * deep)}`);
  meter.text(parts.reduce((length, part) => length + part.length + line(depth + 1).length + 2, 0));
  const inside = line(depth + 1) + parts.join(comma + line(depth + 1)) + line(depth);
  return isList(present) ? `[${inside}]` : `{${inside}}`;
}

function keysOf(mapping: Mapping, { sorted }: Layout): readonly string[] {
  const keys = Object.keys(mapping);
  return sorted ? keys.sort(compareText) : keys;
}

function printText(text: string, { asciiOnly }: Layout, meter: Meter): string {
  meter.text(text.length);
  const quoted = JSON.stringify(text);
  return asciiOnly ? quoted.replace(/[\u007f-\uffff]/g, unicodeEscape) : quoted;
}

function unicodeEscape(letter: string): string {
  return `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Deeper than this no document of a person or a tool is; reading it would not be worth the risk. */
const deepest = 100;

function fromJson({ input, meter }: Call): Value {
  const text = stringArg(input);
  meter.text(text.length);
  meter.step(text.length / 16);
  checkDepth(text);
  try {
    return checkedJson(readJsonText(text) as Value);
  } catch (error) {
    if (error instanceof SyntaxError)
      throw new Fault('type', 'this is not JSON', {
        hint: 'check it with `is match` before, or look at what the command printed',
      });
    throw error;
  }
}

function checkDepth(text: string): void {
  let depth = 0;
  for (const [mark] of text.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"?|[[\]{}]/gs)) {
    if (mark === '[' || mark === '{') depth += 1;
    if (mark === ']' || mark === '}') depth -= 1;
    if (depth > deepest) throw new Fault('limit', `this JSON is nested more than ${deepest} levels deep`);
  }
}

/** Integers that JavaScript would round are an error, and no key of a mapping is more than a key. */
function checkedJson(value: Value): Value {
  if (typeof value === 'number' && (isInteger(value) || !Number.isFinite(value))) return exact(value);
  if (isList(value)) return value.map(checkedJson);
  if (!isMapping(value)) return value;
  return mappingOf(Object.entries(value).map(([key, item]) => [key, checkedJson(item)] as const));
}
