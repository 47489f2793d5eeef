import type { Diagnostic, DiagnosticCode } from '../../model/diagnostic.ts';
import type { Converted, Refused } from '../../model/params/params.ts';
import { type JsonValue, jsonObject } from '../../model/values/json.ts';
import type { MapEntry, MapNode, Tree } from '../../model/values/tree.ts';
import { mistake } from '../diagnostics/mistake.ts';
import type { SchemaError, Validator } from '../schema/validators.ts';
import { treeToJson, treeToSchemaData } from '../yaml/tree-json.ts';
import { holdsTemplate, keyPlace, type Place, treePlace, valuePlace } from '../yaml/tree-place.ts';

/** How one kind of mapping is checked. */
export interface MapRules {
  readonly validate: Validator;
  /** What is known of a key; `undefined`: nothing, the key is wrong. */
  readonly property: (key: string) => Property | undefined;
  readonly unknown: (entry: MapEntry) => Diagnostic | undefined;
  /** What is wrong when the schema's member `allOf/INDEX`, or its list of required keys, is broken. */
  readonly broken: (rule: BrokenSchemaRule, given: ReadonlySet<string>) => Complaint | undefined;
  /** Where to say that something is missing or excluded. */
  readonly place: Place;
}

export interface Property {
  /** What the schema is asked about: a plain scalar by its text where YAML would make something else of it. */
  readonly data: (tree: Tree) => JsonValue;
  readonly templates: boolean;
  /** True: every item of a list is converted alone, so that the wrong one can be pointed at. */
  readonly itemwise: boolean;
  readonly convert: (value: JsonValue, text: string | undefined) => Converted;
}

export type BrokenSchemaRule =
  | { readonly kind: 'missing'; readonly key: string }
  | { readonly kind: 'rule'; readonly index: number };

interface Complaint {
  readonly code: DiagnosticCode;
  readonly message: string;
}

interface Checked {
  /** What could be converted, by key as written. What holds a template is not among it. */
  readonly values: ReadonlyMap<string, JsonValue>;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Checks a mapping against its compiled schema and converts its values. The schema says what is wrong and where; the
 * conversion says it in a sentence, and finds what a schema cannot, such as a time that is too long.
 */
export function checkMap(map: MapNode, rules: MapRules): Checked {
  const data = jsonObject(map.entries.map((entry) => [entry.key, schemaData(entry, rules)] as const));
  const errors = rules.validate(data) ? [] : (rules.validate.errors ?? []);
  const wrong = new Set(errors.map(keyOf));
  const given = new Set(map.entries.map(({ key }) => key));

  const values = new Map<string, JsonValue>();
  const { at, length } = rules.place;
  const diagnostics: Diagnostic[] = complaintsOf(errors, rules, given).map(({ code, message }) =>
    mistake(at, code, message, { length }),
  );
  for (const entry of map.entries) {
    const property = rules.property(entry.key);
    if (property === undefined) {
      const diagnostic = rules.unknown(entry);
      if (diagnostic !== undefined) diagnostics.push(diagnostic);
      continue;
    }
    const found = checkEntry(entry, property, wrong.has(entry.key));
    if (found.kind === 'value') values.set(entry.key, found.value);
    else if (found.kind === 'mistakes') diagnostics.push(...found.diagnostics);
  }
  return { values, diagnostics };
}

function schemaData({ key, value }: MapEntry, rules: MapRules): JsonValue {
  return (rules.property(key)?.data ?? treeToSchemaData)(value);
}

function keyOf({ instancePath }: SchemaError): string {
  const [, key = ''] = instancePath.split('/');
  return key.replaceAll('~1', '/').replaceAll('~0', '~');
}

/** The reader drops repetitions: a schema can say the same of one rule more than once. */
function complaintsOf(
  errors: readonly SchemaError[],
  rules: MapRules,
  given: ReadonlySet<string>,
): readonly Complaint[] {
  return errors
    .filter(({ instancePath }) => instancePath === '')
    .map(brokenRule)
    .filter((rule) => rule !== undefined)
    .map((rule) => rules.broken(rule, given))
    .filter((complaint) => complaint !== undefined);
}

function brokenRule({ keyword, params, schemaPath }: SchemaError): BrokenSchemaRule | undefined {
  const { missingProperty } = params;
  const index = /^#\/allOf\/(\d+)\//.exec(schemaPath)?.[1];
  if (index !== undefined) return { kind: 'rule', index: Number(index) };
  return keyword === 'required' ? { kind: 'missing', key: String(missingProperty) } : undefined;
}

type EntryCheck =
  | { readonly kind: 'value'; readonly value: JsonValue }
  | { readonly kind: 'template' }
  | { readonly kind: 'mistakes'; readonly diagnostics: readonly Diagnostic[] };

function checkEntry(entry: MapEntry, property: Property, refusedBySchema: boolean): EntryCheck {
  const { key, value } = entry;
  if (holdsTemplate(value)) {
    if (property.templates) return refusedBySchema ? besideTemplates(entry, property) : { kind: 'template' };
    const diagnostic = mistake(valuePlace(entry).at, 'template', `\`${key}\` cannot hold a template`, {
      hint: 'it is needed before any variable is known: write the value itself',
      length: valuePlace(entry).length,
    });
    return { kind: 'mistakes', diagnostics: [diagnostic] };
  }
  const converted = property.convert(literalOf(value, property), textOf(value));
  if (converted.ok) return refusedBySchema ? unfit(entry) : { kind: 'value', value: converted.value };
  const items = wrongItems(entry, property);
  return {
    kind: 'mistakes',
    diagnostics: items.length > 0 ? items : [complain(key, converted, valuePlace(entry))],
  };
}

/** Something beside the templates is wrong: an item of a list, or else the form of the whole. */
function besideTemplates(entry: MapEntry, property: Property): EntryCheck {
  const items = wrongItems(entry, property);
  return items.length > 0 ? { kind: 'mistakes', diagnostics: items } : unfit(entry);
}

function wrongItems({ key, value }: MapEntry, property: Property): readonly Diagnostic[] {
  if (!property.itemwise || value.kind !== 'list') return [];
  return value.items.flatMap((item) => {
    if (holdsTemplate(item)) return [];
    const converted = property.convert([property.data(item)], undefined);
    return converted.ok ? [] : [complain(key, converted, treePlace(item))];
  });
}

function complain(key: string, { message, hint }: Refused, { at, length }: Place): Diagnostic {
  return mistake(at, 'invalid-value', `\`${key}\` ${message}`, { hint, length });
}

/** For what the schema refuses and no sentence is known for. */
function unfit(entry: MapEntry): EntryCheck {
  const { at, length } = valuePlace(entry);
  const message = `the value of \`${entry.key}\` has a form that is not allowed here`;
  return { kind: 'mistakes', diagnostics: [mistake(at, 'invalid-value', message, { length })] };
}

/** Items of a list have no text beside them; a single value's text is given apart. */
function literalOf(tree: Tree, { data }: Property): JsonValue {
  return tree.kind === 'list' ? data(tree) : treeToJson(tree);
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
