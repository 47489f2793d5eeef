import type { Variable } from '../../model/playbook/inventory.ts';
import { isJsonList, isJsonObject, type JsonValue } from '../../model/values/json.ts';
import type { VariableUse } from '../../python/template/names.ts';
import { isTemplate } from '../../python/template/parse/parse.ts';
import { checkTemplate } from './syntax-check.ts';

const knownUses = new WeakMap<Variable, readonly VariableUse[]>();

/** The variables that the templates in one use. A group's variable is one and the same for all its hosts, and is read once. */
export function usesIn(variable: Variable): readonly VariableUse[] {
  const known = knownUses.get(variable);
  if (known !== undefined) return known;
  const uses = textsIn(variable.value)
    .filter(isTemplate)
    .map(checkTemplate)
    .flatMap((checked) => (checked.ok ? checked.value : []));
  knownUses.set(variable, uses);
  return uses;
}

function textsIn(value: JsonValue): readonly string[] {
  if (typeof value === 'string') return [value];
  if (isJsonList(value)) return value.flatMap(textsIn);
  return isJsonObject(value) ? Object.entries(value).flatMap(([key, item]) => [key, ...textsIn(item)]) : [];
}
