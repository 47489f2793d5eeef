import type { Loop } from '../model/playbook/loop.ts';
import {
  isJsonList,
  isJsonObject,
  type JsonObject,
  type JsonValue,
  jsonObject,
} from '../model/values/json.ts';
import type { ScalarNode } from '../model/values/tree.ts';
import { booleanOf } from '../python/values/boolean-word.ts';
import type { HostEvaluator } from './evaluator.ts';
import { type ParamFailure, renderTree } from './params.ts';

/** The items of a loop, or why there are none. */
export type LoopItems =
  | { readonly ok: true; readonly items: readonly JsonValue[] }
  | { readonly ok: false; readonly failure: ParamFailure };

/** The loop with what templates say of it on a host. What cannot be worked out counts as false, as little as it says. */
export function settledLoop(loop: Loop, { render }: Pick<HostEvaluator, 'render'>): Loop {
  const { computed, ...settled } = loop;
  if (computed === undefined) return loop;
  const isTrue = (node: ScalarNode | undefined): boolean | undefined => {
    const said = node === undefined ? undefined : render(node.text);
    return said?.ok && typeof said.value !== 'object' ? booleanOf(said.value) : undefined;
  };
  const isWithout = isTrue(computed.extended_allitems) === false;
  return {
    ...settled,
    extended: isTrue(computed.extended) ?? settled.extended,
    ...(isWithout ? { withoutAll: true } : {}),
  };
}

/** Makes the items of a loop with one host's values. */
export function loopItems(loop: Loop, evaluator: HostEvaluator): LoopItems {
  const rendered = renderTree(loop.source, evaluator);
  if (!rendered.ok) return { ok: false, failure: rendered.failure };
  const value = rendered.value ?? [];
  if (loop.kind === 'loop') return listed(loop, value);
  const found = evaluator.lookup(loop.kind, value, loop.subfolder);
  return found.ok ? { ok: true, items: found.value } : refused(loop, found.error.message, found.error.hint);
}

function listed(loop: Loop, value: JsonValue): LoopItems {
  if (isJsonList(value)) return { ok: true, items: value };
  const got = isJsonObject(value) ? 'a mapping' : `\`${String(value)}\``;
  const hint = isJsonObject(value) ? 'write `| dict2items` after it' : 'write a list, or `[…]` around it';
  return refused(loop, `\`loop\` must come to a list, and this is ${got}`, hint);
}

function refused({ source }: Loop, message: string, hint: string | undefined): LoopItems {
  return { ok: false, failure: { message, at: source.at, hint } };
}

/** What a task may use while it is an item's turn, beside what is `around` it. `items`: all of them, `index` from 0. */
export function boundTo(
  { variable, index: counter, extended, withoutAll }: Loop,
  items: readonly JsonValue[],
  index: number,
  around: JsonObject,
): JsonObject {
  const item = items[index] ?? null;
  return jsonObject([
    ...Object.entries(around),
    [variable, item],
    ['ansible_loop_var', variable],
    ...(counter === undefined ? [] : [[counter, index] as const, ['ansible_index_var', counter] as const]),
    ...(extended ? [['ansible_loop', extendedOf(items, index, withoutAll)] as const] : []),
  ]);
}

function extendedOf(items: readonly JsonValue[], index: number, withoutAll: Loop['withoutAll']): JsonObject {
  const { length } = items;
  const previous = items[index - 1];
  const next = items[index + 1];
  return jsonObject([
    ...(withoutAll ? [] : [['allitems', items] as const]),
    ['index', index + 1],
    ['index0', index],
    ['first', index === 0],
    ['last', index + 1 === length],
    ['length', length],
    ['revindex', length - index],
    ['revindex0', length - index - 1],
    ...(previous === undefined ? [] : [['previtem', previous] as const]),
    ...(next === undefined ? [] : [['nextitem', next] as const]),
  ]);
}
