import { isJsonList, type JsonValue } from '../../model/values/json.ts';
import type { ScalarNode, Tree } from '../../model/values/tree.ts';
import { entryOf, isNothing } from '../yaml/tree-place.ts';

/** The converted values of a mapping, by key. What was wrong is not among them. */
export type Values = ReadonlyMap<string, JsonValue>;

export function booleanIn(values: Values, key: string): boolean | undefined {
  const value = values.get(key);
  return typeof value === 'boolean' ? value : undefined;
}

export function numberIn(values: Values, key: string): number | undefined {
  const value = values.get(key);
  return typeof value === 'number' ? value : undefined;
}

export function textIn(values: Values, key: string): string | undefined {
  const value = values.get(key);
  return typeof value === 'string' ? value : undefined;
}

export function textsIn(values: Values, key: string): readonly string[] {
  const value = values.get(key);
  return isJsonList(value) ? value.map(String) : [];
}

/** A value as it was written, for what is rendered later. */
export function scalarIn(map: Tree, key: string): ScalarNode | undefined {
  const value = entryOf(map, key)?.value;
  return value?.kind === 'scalar' && !isNothing(value) ? value : undefined;
}

/** One value or each of a list. */
export function scalarsIn(map: Tree, key: string): readonly ScalarNode[] {
  const value = entryOf(map, key)?.value;
  if (value === undefined) return [];
  const all = value.kind === 'list' ? value.items : [value];
  return all.filter((item) => item.kind === 'scalar').filter((item) => !isNothing(item));
}
