import type { ParamType } from '../model/params/by-type/param-type.ts';
import { brokenRule, canonicalName, paramRules } from '../model/params/param-rules.ts';
import { convertParam, paramTypes } from '../model/params/params.ts';
import type { ParamsSchema, PropertySchema } from '../model/params/params-schema.ts';
import {
  isJsonList,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  jsonObject,
  numberIn,
} from '../model/values/json.ts';
import type { Position } from '../model/values/position.ts';
import { Sealed } from '../model/values/sealed.ts';
import type { MapEntry, ScalarNode, Tree } from '../model/values/tree.ts';
import type { Result } from '../python/fault.ts';
import { isTemplate } from '../python/template/parse/parse.ts';
import { VaultFault } from '../vault/fault.ts';

/** The value of `omit`: a parameter, an entry or an item with this value is as if it had not been written. */
export const OMIT = '__rulerun_omit_7b1d2f0a9c5e4d86b3f1__';

/** What makes values of templates and expressions, with one host's variables. */
export interface Evaluator {
  /** A text with `{{ }}` in it. A text that is one template alone gives the value itself, not its text. */
  readonly render: (text: string) => Result<JsonValue>;
  /** An expression whose value must be true or false. */
  readonly condition: (text: string) => Result<boolean>;
  readonly expression: (text: string) => Result<JsonValue>;
}

export type ResolvedParams =
  | { readonly ok: true; readonly params: JsonObject }
  /** In the order of the schema's rules and of what was written; never empty. */
  | { readonly ok: false; readonly failures: readonly ParamFailure[] };

export interface ParamFailure {
  /** One sentence without a full stop. */
  readonly message: string;
  readonly at: Position;
  readonly hint: string | undefined;
}

/**
 * Makes the parameters an action gets from those that were written: templates rendered, `omit` dropped, aliases under
 * their proper name, every value converted, defaults filled in (a default is written as a user would write it).
 *
 * What has nothing to evaluate in it comes out the same on every host and is made once.
 */
export function resolveParams(schema: ParamsSchema, tree: Tree, evaluator: Evaluator): ResolvedParams {
  const known = everywhere.get(tree);
  if (known?.schema === schema) return known.resolved;
  let isEvaluated = false;
  const noting = noted(evaluator, () => {
    isEvaluated = true;
  });
  const resolved = resolveWith(schema, tree, noting);
  if (isEvaluated) return resolved;
  everywhere.set(tree, { schema, resolved });
  if (resolved.ok) shared.add(resolved.params);
  return resolved;
}

/** True for parameters with nothing to evaluate in them: they are the same object on every host. */
export function areEverywhere(params: JsonObject): boolean {
  return shared.has(params);
}

const shared = new WeakSet<JsonObject>();

const everywhere = new WeakMap<Tree, { readonly schema: ParamsSchema; readonly resolved: ResolvedParams }>();

/** The same evaluator, which says so whenever it is asked for anything. */
function noted({ render, condition, expression }: Evaluator, tell: () => void): Evaluator {
  const telling =
    <T>(evaluate: (text: string) => T) =>
    (text: string): T => {
      tell();
      return evaluate(text);
    };
  return { render: telling(render), condition: telling(condition), expression: telling(expression) };
}

function resolveWith(schema: ParamsSchema, tree: Tree, evaluator: Evaluator): ResolvedParams {
  const failures: ParamFailure[] = [];
  const given = new Set<string>();
  const params = new Map<string, JsonValue>();
  const take = (name: string, key: string, property: PropertySchema, node: Tree): void => {
    const resolved = resolveParam(property, node, evaluator);
    if (!resolved.ok)
      failures.push({ ...resolved.failure, message: `\`${key}\` ${resolved.failure.message}` });
    else if (resolved.value === undefined) return;
    else params.set(name, resolved.value);
    given.add(key);
  };
  for (const { key, keyAt, value } of entriesOf(tree, failures)) {
    const name = canonicalName(schema, key);
    const property = name === undefined ? undefined : schema.properties[name];
    if (name !== undefined && property !== undefined) take(name, key, property, value);
    else failures.push({ message: `there is no parameter \`${key}\``, at: keyAt, hint: undefined });
  }
  for (const rule of paramRules(schema)) {
    const broken = brokenRule(rule, given);
    if (broken !== undefined) failures.push({ message: broken.message, at: tree.at, hint: undefined });
  }
  for (const [name, property] of Object.entries(schema.properties)) {
    if (property.default !== undefined && !params.has(name))
      take(name, name, property, literal(property.default, tree.at));
  }
  return failures.length > 0 ? { ok: false, failures } : { ok: true, params: jsonObject(params) };
}

function entriesOf(tree: Tree, failures: ParamFailure[]): readonly MapEntry[] {
  if (tree.kind === 'map') return tree.entries;
  if (tree.kind === 'list' || tree.value !== null) {
    failures.push({ message: 'the parameters must be a mapping', at: tree.at, hint: undefined });
  }
  return [];
}

type Resolved =
  /** `undefined`: it is as if the parameter had not been given. */
  | { readonly ok: true; readonly value: JsonValue | undefined }
  | { readonly ok: false; readonly failure: ParamFailure };

function resolveParam(property: PropertySchema, node: Tree, evaluator: Evaluator): Resolved {
  const { evaluates, shape } = paramTypes[property.type];
  // Of several scalars each keeps its text, as a single one does.
  const textual = shape === 'scalars';
  if (evaluates !== undefined) return resolveExpressions(property, evaluates, node, evaluator);
  const rendered = render(node, evaluator, textual);
  if (!rendered.ok || rendered.value === undefined) return rendered;
  const text = node.kind === 'scalar' && node.plain && !isTemplate(node.text) ? node.text : undefined;
  const converted = convertParam(property, rendered.value, text);
  return converted.ok ? converted : failed(node, converted);
}

type Evaluates = NonNullable<ParamType['evaluates']>;

function resolveExpressions(
  property: PropertySchema,
  evaluates: Evaluates,
  node: Tree,
  evaluator: Evaluator,
): Resolved {
  const written = render(node, literally, true);
  const form = convertParam(property, written.ok ? (written.value ?? null) : null, undefined);
  if (!form.ok) return failed(node, form);
  if (paramTypes[property.type].shape === 'scalar') return evaluate(evaluates, node, evaluator);

  const values: JsonValue[] = [];
  for (const item of node.kind === 'list' ? node.items : [node]) {
    const one = evaluate(evaluates, item, evaluator);
    if (!one.ok) return one;
    values.push(one.value ?? null);
  }
  return { ok: true, value: values };
}

function evaluate(evaluates: Evaluates, node: Tree, evaluator: Evaluator): Resolved {
  const text = node.kind === 'scalar' ? node.text : '';
  const result = evaluates === 'value' ? evaluator.expression(text) : evaluator.condition(text);
  const given = (value: JsonValue): Resolved => ({
    ok: true,
    value: jsonObject([
      ['text', text],
      [evaluates, value],
    ]),
  });
  if (result.ok) return given(result.value);
  if (evaluates === 'value' && result.error.kind === 'undefined') return given(NOT_DEFINED);
  return failed(node, { ...result.error, message: `cannot be evaluated: ${result.error.message}` });
}

/** What Ansible shows of an expression that nothing gives a value. */
const NOT_DEFINED = 'VARIABLE IS NOT DEFINED!';

/** For reading what was written without evaluating anything. */
const literally: Pick<Evaluator, 'render'> = { render: (text) => ({ ok: true, value: text }) };

/** A value as written, its templates rendered. `value` undefined: it is to be as if it had not been written. */
export function renderTree(node: Tree, evaluator: Pick<Evaluator, 'render'>): Resolved {
  return render(node, evaluator, false);
}

/** With `textual`, a plain scalar gives its text; otherwise what YAML makes of it. */
function render(node: Tree, evaluator: Pick<Evaluator, 'render'>, textual: boolean): Resolved {
  switch (node.kind) {
    case 'scalar':
      return renderScalar(node, evaluator, textual);
    case 'list':
      return renderList(node.items, evaluator, textual);
    case 'map':
      return renderMap(node.entries, evaluator);
  }
}

function renderScalar(node: ScalarNode, evaluator: Pick<Evaluator, 'render'>, textual: boolean): Resolved {
  if (node.value instanceof Sealed) return renderSealed(node, node.value, evaluator);
  if (isTemplate(node.text)) return renderTemplate(node, node.text, evaluator);
  if (node.value === null || typeof node.value === 'string') return { ok: true, value: node.value };
  const octal = node.plain && typeof node.value === 'number' && /^[-+]?0\d+$/.test(node.text);
  return { ok: true, value: textual || octal ? node.text : node.value };
}

function renderTemplate(node: Tree, text: string, evaluator: Pick<Evaluator, 'render'>): Resolved {
  const result = evaluator.render(text);
  if (!result.ok)
    return failed(node, { ...result.error, message: `cannot be rendered: ${result.error.message}` });
  return { ok: true, value: withoutOmitted(result.value) };
}

function renderSealed(node: Tree, value: Sealed, evaluator: Pick<Evaluator, 'render'>): Resolved {
  try {
    const text = String(value.reveal());
    const isRendered = value.kind === 'template' && isTemplate(text);
    if (!isRendered) return { ok: true, value: text };
    const rendered = renderTemplate(node, text, evaluator);
    if (rendered.ok) value.filled(rendered.value);
    return rendered;
  } catch (fault) {
    if (!(fault instanceof VaultFault)) throw fault;
    return failed(node, { ...fault, message: `cannot be opened: ${fault.message}` });
  }
}

function renderList(
  items: readonly Tree[],
  evaluator: Pick<Evaluator, 'render'>,
  textual: boolean,
): Resolved {
  const values: JsonValue[] = [];
  for (const item of items) {
    const one = render(item, evaluator, textual);
    if (!one.ok) return one;
    if (one.value !== undefined) values.push(one.value);
  }
  return { ok: true, value: values };
}

function renderMap(entries: readonly MapEntry[], evaluator: Pick<Evaluator, 'render'>): Resolved {
  const values: (readonly [string, JsonValue])[] = [];
  for (const { key, value } of entries) {
    const one = render(value, evaluator, false);
    if (!one.ok) return one;
    if (one.value !== undefined) values.push([key, one.value]);
  }
  return { ok: true, value: jsonObject(values) };
}

/** `omit` drops what it stands for, however deep a template's value holds it. */
function withoutOmitted(value: JsonValue): JsonValue | undefined {
  if (value === OMIT) return undefined;
  if (isJsonList(value)) return value.map(withoutOmitted).filter((item) => item !== undefined);
  if (!isJsonObject(value)) return value;
  return jsonObject(
    Object.entries(value).flatMap(([key, item]) => {
      const kept = withoutOmitted(item);
      return kept === undefined ? [] : [[key, kept] as const];
    }),
  );
}

function literal(value: JsonValue, at: Position): Tree {
  if (isJsonList(value)) return { kind: 'list', items: value.map((item) => literal(item, at)), at };
  if (isJsonObject(value)) {
    const entries = Object.entries(value).map(([key, item]) => ({
      key,
      keyAt: at,
      value: literal(item, at),
    }));
    return { kind: 'map', entries, at };
  }
  return { kind: 'scalar', value, text: String(numberIn(value) ?? value), plain: false, at };
}

function failed(node: Tree, { message, hint }: Pick<ParamFailure, 'message' | 'hint'>): Resolved {
  return { ok: false, failure: { message, at: node.at, hint } };
}
