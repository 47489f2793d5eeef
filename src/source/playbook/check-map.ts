import type { Diagnostic, DiagnosticCode } from '../../model/diagnostic.ts';
import type { Converted, Refused } from '../../model/params/by-type/conversion.ts';
import type { ParamType } from '../../model/params/by-type/param-type.ts';
import type { JsonValue } from '../../model/values/json.ts';
import type { MapEntry, MapNode, Tree } from '../../model/values/tree.ts';
import { mistake } from '../diagnostics/mistake.ts';
import { treeToJson } from '../yaml/tree-json.ts';
import { holdsTemplate, keyPlace, type Place, treePlace, valuePlace } from '../yaml/tree-place.ts';

/** How one kind of mapping is checked. */
export interface MapRules {
  /** What is known of a key; `undefined`: nothing, the key is wrong. */
  readonly property: (key: string) => Property | undefined;
  readonly unknown: (entry: MapEntry) => Diagnostic | undefined;
  /** What is wrong with giving just these keys. */
  readonly broken: (given: ReadonlySet<string>) => readonly Complaint[];
  /** Where to say that something is missing or excluded. */
  readonly place: Place;
}

export interface Property {
  readonly shape: ParamType['shape'];
  readonly templates: boolean;
  readonly convert: (value: JsonValue, text: string | undefined) => Converted;
}

export interface Complaint {
  readonly code: DiagnosticCode;
  readonly message: string;
}

interface Checked {
  /** What could be converted, by key as written. What holds a template is not among it. */
  readonly values: ReadonlyMap<string, JsonValue>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Checks which keys a mapping has, and converts its values. */
export function checkMap(map: MapNode, rules: MapRules): Checked {
  const given = new Set(map.entries.map(({ key }) => key));
  const values = new Map<string, JsonValue>();
  const { at, length } = rules.place;
  const diagnostics: Diagnostic[] = rules
    .broken(given)
    .map(({ code, message }) => mistake(at, code, message, { length }));
  for (const entry of map.entries) {
    const property = rules.property(entry.key);
    if (property === undefined) {
      const diagnostic = rules.unknown(entry);
      if (diagnostic !== undefined) diagnostics.push(diagnostic);
      continue;
    }
    const found = checkEntry(entry, property);
    if (found.kind === 'value') values.set(entry.key, found.value);
    else if (found.kind === 'mistakes') diagnostics.push(...found.diagnostics);
  }
  return { values, diagnostics };
}

type EntryCheck =
  | { readonly kind: 'value'; readonly value: JsonValue }
  | { readonly kind: 'template' }
  | { readonly kind: 'mistakes'; readonly diagnostics: readonly Diagnostic[] };

function checkEntry(entry: MapEntry, property: Property): EntryCheck {
  const { key, value } = entry;
  if (holdsTemplate(value)) {
    if (property.templates) return besideTemplates(entry, property);
    const diagnostic = mistake(valuePlace(entry).at, 'template', `\`${key}\` cannot hold a template`, {
      hint: 'it is needed before any variable is known: write the value itself',
      length: valuePlace(entry).length,
    });
    return { kind: 'mistakes', diagnostics: [diagnostic] };
  }
  const converted = property.convert(literalOf(value, property), textOf(value));
  if (converted.ok) return { kind: 'value', value: converted.value };
  const items = wrongItems(entry, property);
  return {
    kind: 'mistakes',
    diagnostics: items.length > 0 ? items : [complain(key, converted, valuePlace(entry))],
  };
}

/** What is known of a value before its templates are rendered: its form, and those items of a list that hold none. */
function besideTemplates(entry: MapEntry, property: Property): EntryCheck {
  const items = wrongItems(entry, property);
  if (items.length > 0) return { kind: 'mistakes', diagnostics: items };
  if (fits(entry.value, property.shape)) return { kind: 'template' };
  const { at, length } = valuePlace(entry);
  const message = `the value of \`${entry.key}\` has a form that is not allowed here`;
  return { kind: 'mistakes', diagnostics: [mistake(at, 'invalid-value', message, { length })] };
}

/** A template may stand for any value, but it is a scalar itself. */
function fits(value: Tree, shape: Property['shape']): boolean {
  switch (shape) {
    case 'scalar':
      return value.kind === 'scalar';
    case 'scalars':
      return value.kind === 'list'
        ? value.items.every(({ kind }) => kind === 'scalar')
        : value.kind === 'scalar';
    case 'list':
      return value.kind === 'list';
    case 'map':
      return value.kind !== 'list';
    case 'any':
      return true;
  }
}

/** Each item of a list is converted alone, so that the wrong one can be pointed at. */
function wrongItems({ key, value }: MapEntry, { shape, convert }: Property): readonly Diagnostic[] {
  if (shape !== 'scalars' || value.kind !== 'list') return [];
  return value.items.flatMap((item) => {
    if (holdsTemplate(item)) return [];
    const converted = convert([byText(item)], undefined);
    return converted.ok ? [] : [complain(key, converted, treePlace(item))];
  });
}

function complain(key: string, { message, hint }: Refused, { at, length }: Place): Diagnostic {
  return mistake(at, 'invalid-value', `\`${key}\` ${message}`, { hint, length });
}

/** Items of a list of scalars count by their text; that of a single value is given apart. */
function literalOf(tree: Tree, { shape }: Property): JsonValue {
  return shape === 'scalars' && tree.kind === 'list' ? tree.items.map(byText) : treeToJson(tree);
}

function byText(tree: Tree): JsonValue {
  return tree.kind === 'scalar' && tree.value !== null ? tree.text : treeToJson(tree);
}

function textOf(tree: Tree): string | undefined {
  return tree.kind === 'scalar' && tree.plain ? tree.text : undefined;
}

/** At a key, for keys that are wrong. */
export function wrongKey(
  entry: MapEntry,
  code: DiagnosticCode,
  message: string,
  hint: string | undefined,
): Diagnostic {
  const { at, length } = keyPlace(entry);
  return mistake(at, code, message, { hint, length });
}
