import { pythonNumber } from '../../../../model/values/float-text.ts';
import { WholeFloat } from '../../../../model/values/json.ts';
import { Fault } from '../../../fault.ts';
import type { Meter } from '../../../meter.ts';
import { compareText } from '../../../values/points.ts';
import { isList, isMapping, kindOf, known, type Mapping, type Value } from '../../../values/value.ts';
import { flagArg, integerArg } from '../../arguments.ts';
import { type Call, type Routines, routine } from '../../routine.ts';
import { pageOf, writeDouble, writePlain, writeSingle, type YamlPage } from './yaml-page.ts';
import { type ScalarPlace, styleOf } from './yaml-scalar.ts';

export const yamlFilters: Routines = {
  to_yaml: routine('indent? width? sort_keys? default_flow_style?', (call) => toYaml(call, 2, null)),
  to_nice_yaml: routine('indent? width? sort_keys? default_flow_style?', (call) => toYaml(call, 4, false)),
};

/** How to lay it out, in the words of Ansible's own writer, whose output this equals. */
interface Layout {
  readonly page: YamlPage;
  readonly meter: Meter;
  readonly indent: number;
  readonly sorted: boolean;
  /** Collections in brackets; none: only those that hold nothing but scalars. */
  readonly flow: boolean | null;
}

function toYaml(
  { input, args: [indent, width, sorted, flow = null], meter }: Call,
  usual: number,
  usualFlow: false | null,
): Value {
  const wanted = integerArg(indent, usual);
  const step = wanted > 1 && wanted < 10 ? wanted : 2;
  const wide = integerArg(width, 80);
  const page = pageOf(wide > step * 2 ? wide : 80, meter);
  writeNode(input, 0, {
    page,
    meter,
    indent: step,
    sorted: flagArg(sorted, true),
    flow: flow === null ? usualFlow : flagArg(flow),
  });
  return `${page.text()}\n`;
}

function writeNode(value: Value, indent: number, layout: Layout): void {
  const present = known(value);
  if (!isBlock(present, layout)) {
    writeInLine(present, { indent, inBrackets: false }, layout);
    return;
  }
  layout.meter.nested(() => {
    if (isList(present)) writeBlockList(present, indent, layout);
    else writeBlockMapping(present, indent, layout);
  });
}

/** True for what stands on lines of its own. */
function isBlock(value: Value, { flow }: Layout): value is readonly Value[] | Mapping {
  if (!(isList(value) || isMapping(value))) return false;
  const items: readonly Value[] = Object.values(value);
  const inLine = flow ?? items.every((item) => !(isList(item) || isMapping(item)));
  return items.length > 0 && !inLine;
}

function writeBlockList(list: readonly Value[], indent: number, layout: Layout): void {
  for (const [index, item] of list.entries()) {
    if (index > 0) layout.page.newLine(indent);
    const isInner = isBlock(item, layout);
    layout.page.write(isInner ? '-'.padEnd(layout.indent) : '- ');
    writeNode(item, isInner ? indent + layout.indent : indent, layout);
  }
}

function writeBlockMapping(mapping: Mapping, indent: number, layout: Layout): void {
  const { page } = layout;
  for (const [index, [key, item]] of entriesOf(mapping, layout).entries()) {
    if (index > 0) page.newLine(indent);
    writeKey(page, key, false);
    if (!isBlock(item, layout)) {
      page.write(' ');
      writeNode(item, indent, layout);
      continue;
    }
    // A list stands below its key without being moved to the right.
    const inner = isList(item) ? indent : indent + layout.indent;
    page.newLine(inner);
    writeNode(item, inner, layout);
  }
}

function entriesOf(mapping: Mapping, { sorted, meter }: Layout): readonly (readonly [string, Value])[] {
  const entries = Object.entries(mapping);
  meter.step(entries.length);
  return sorted ? entries.sort(([a], [b]) => compareText(a, b)) : entries;
}

/** Longer ones would have to be written apart, and no reader takes them otherwise. */
const longestKey = 1000;

function writeKey(page: YamlPage, key: string, inBrackets: boolean): void {
  if (key.length > longestKey)
    throw new Fault('type', `a key of more than ${longestKey} characters cannot be written as YAML`);
  writeText(page, key, { isKey: true, inBrackets }, undefined);
  page.write(':');
}

/** Everything that stays in its line: scalars, and collections in brackets. */
function writeInLine(
  value: Value,
  { indent, inBrackets }: { readonly indent: number; readonly inBrackets: boolean },
  layout: Layout,
): void {
  const present = known(value);
  const inner = indent + layout.indent;
  if (typeof present === 'string') writeText(layout.page, present, { isKey: false, inBrackets }, inner);
  else if (isList(present) || isMapping(present))
    layout.meter.nested(() => writeBrackets(present, inner, layout));
  else layout.page.write(scalarText(present));
}

function writeBrackets(collection: readonly Value[] | Mapping, indent: number, layout: Layout): void {
  const { page } = layout;
  const [open = '', close = ''] = isList(collection) ? '[]' : '{}';
  const entries = isList(collection)
    ? collection.map((item) => [undefined, item] as const)
    : entriesOf(collection, layout);
  page.write(open);
  for (const [index, [key, item]] of entries.entries()) {
    if (index > 0) page.write(',');
    if (page.isFull()) page.newLine(indent);
    else if (index > 0) page.write(' ');
    if (key !== undefined) {
      writeKey(page, key, true);
      page.write(' ');
    }
    writeInLine(item, { indent, inBrackets: true }, layout);
  }
  page.write(close);
}

function scalarText(value: Value): string {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return String(value);
  if (typeof value !== 'number' && !(value instanceof WholeFloat))
    throw new Fault('type', `${kindOf(value)} cannot be written as YAML`);
  // YAML 1.1 wants a dot in what it should read as a float.
  const text = pythonNumber(value).replace(/^-?(?:inf|nan)$/, (word) => word.replace(/inf|nan/, '.$&'));
  return text.includes('e') && !text.includes('.') ? text.replace('e', '.0e') : text;
}

/** `indent` is where a broken line goes on; a key is never broken. */
function writeText(page: YamlPage, text: string, place: ScalarPlace, indent: number | undefined): void {
  switch (styleOf(text, place)) {
    case 'plain':
      writePlain(page, text, indent);
      return;
    case 'single':
      writeSingle(page, text, indent);
      return;
    case 'double':
      writeDouble(page, text, indent);
  }
}
