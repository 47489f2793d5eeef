import type { Diagnostic, DiagnosticCode, Read } from '../../model/diagnostic.ts';
import type { Converted, Refused } from '../../model/params/by-type/conversion.ts';
import type { ParamType } from '../../model/params/by-type/param-type.ts';
import type { JsonValue } from '../../model/values/json.ts';
import type { MapEntry, MapNode, Tree } from '../../model/values/tree.ts';
import { mistake, type Place } from '../diagnostics/mistake.ts';
import { writtenJson } from '../yaml/tree-json.ts';
import { holdsEncrypted, holdsTemplate, treePlace, valuePlace } from '../yaml/tree-place.ts';

/** How one kind of mapping is checked. */
export interface MapRules {
  /** What is known of a key; `undefined`: nothing, the key is wrong. */
  readonly property: (key: string) => Property | undefined;
  readonly unknown: (entry: MapEntry) => Diagnostic | undefined;
  /** What is wrong with giving just these keys. `surely`: those that no `omit` takes away. */
  readonly broken: (given: ReadonlySet<string>, surely: ReadonlySet<string>) => readonly Complaint[];
  /** Where to say that something is missing or excluded. */
  readonly place: Place;
}

export interface Property {
  readonly shape: ParamType['shape'];
  readonly templates: boolean;
  /** The way out where the conversion knows none. */
  readonly help: string;
  readonly convert: (value: JsonValue, text: string | undefined) => Converted;
}

export interface Complaint {
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly hint: string;
}

interface Checked {
  /** What could be converted, by key as written. What holds a template is not among it. */
  readonly values: ReadonlyMap<string, JsonValue>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Checks which keys a mapping has, and converts its values. */
export function checkMap(map: MapNode, rules: MapRules): Checked {
  const given = new Set(map.entries.map(({ key }) => key));
  const surely = new Set(map.entries.filter(({ value }) => !mayBeOmitted(value)).map(({ key }) => key));
  const values = new Map<string, JsonValue>();
  const diagnostics: Diagnostic[] = rules
    .broken(given, surely)
    .map(({ code, message, hint }) => mistake(rules.place, code, message, hint));
  for (const entry of map.entries) {
    const property = rules.property(entry.key);
    if (property === undefined) {
      const diagnostic = rules.unknown(entry);
      if (diagnostic !== undefined) diagnostics.push(diagnostic);
      continue;
    }
    const found = checkEntry(entry, property);
    if (found.value !== undefined) values.set(entry.key, found.value);
    diagnostics.push(...found.diagnostics);
  }
  return { values, diagnostics };
}

/** True for one output that may come to `omit`, by whatever variable. */
function mayBeOmitted(value: Tree): boolean {
  return value.kind === 'scalar' && /^\s*\{\{[\s\S]*\}\}\s*$/.test(value.text);
}

function isFilledLater(tree: Tree): boolean {
  return holdsTemplate(tree) || holdsEncrypted(tree);
}

/** Neither a value nor a mistake: its templates are rendered first, and what is encrypted is opened. */
function checkEntry(entry: MapEntry, property: Property): Read<JsonValue> {
  const { key, value } = entry;
  if (isFilledLater(value)) return { value: undefined, diagnostics: besideTemplates(entry, property) };
  const converted = property.convert(literalOf(value, property), textOf(value));
  if (converted.ok) return { value: converted.value, diagnostics: [] };
  const items = wrongItems(entry, property);
  const diagnostics = items.length > 0 ? items : [complain(key, converted, property, valuePlace(entry))];
  return { value: undefined, diagnostics };
}

/** What is wrong before any template is rendered: that there is one, the form, or items of a list that hold none. */
function besideTemplates(entry: MapEntry, property: Property): readonly Diagnostic[] {
  if (!property.templates) {
    const message = `\`${entry.key}\` cannot ${holdsTemplate(entry.value) ? 'hold a template' : 'be encrypted'}`;
    const hint = 'it is needed before any variable is known: write the value itself';
    return [mistake(valuePlace(entry), 'template', message, hint)];
  }
  const items = wrongItems(entry, property);
  if (items.length > 0 || fits(entry.value, property.shape)) return items;
  const message = `the value of \`${entry.key}\` has a form that is not allowed here`;
  return [mistake(valuePlace(entry), 'invalid-value', message, property.help)];
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
function wrongItems({ key, value }: MapEntry, property: Property): readonly Diagnostic[] {
  const { shape, convert } = property;
  if (shape !== 'scalars' || value.kind !== 'list') return [];
  return value.items.flatMap((item) => {
    if (isFilledLater(item)) return [];
    const converted = convert([byText(item)], undefined);
    return converted.ok ? [] : [complain(key, converted, property, treePlace(item))];
  });
}

function complain(
  key: string,
  { message, hint }: Refused,
  { help }: Pick<Property, 'help'>,
  place: Place,
): Diagnostic {
  return mistake(place, 'invalid-value', `\`${key}\` ${message}`, hint ?? help);
}

/** Items of a list of scalars count by their text; that of a single value is given apart. */
function literalOf(tree: Tree, { shape }: Property): JsonValue {
  return shape === 'scalars' && tree.kind === 'list' ? tree.items.map(byText) : writtenJson(tree);
}

function byText(tree: Tree): JsonValue {
  return tree.kind === 'scalar' && tree.value !== null ? tree.text : writtenJson(tree);
}

function textOf(tree: Tree): string | undefined {
  return tree.kind === 'scalar' && tree.plain ? tree.text : undefined;
}
