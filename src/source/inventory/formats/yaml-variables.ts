import type { Diagnostic } from '../../../model/diagnostic.ts';
import type { Variable } from '../../../model/playbook/inventory.ts';
import type { Tree } from '../../../model/values/tree.ts';
import { mistake } from '../../diagnostics/mistake.ts';
import { otherReadings } from '../../playbook/ambiguous.ts';
import { treeToJson } from '../../yaml/tree-json.ts';
import { isNothing } from '../../yaml/tree-place.ts';

/**
 * The variables of a mapping, each at its value. Nothing written stands for an empty mapping; anything else is a
 * mistake, told of `what`, such as ``the host `web1` ``.
 */
export function readVariables(
  tree: Tree,
  what: string,
  diagnostics: Diagnostic[],
): ReadonlyMap<string, Variable> {
  if (tree.kind === 'map') {
    diagnostics.push(...otherReadings(tree));
    return new Map(tree.entries.map(({ key, value }) => [key, { value: treeToJson(value), at: value.at }]));
  }
  if (!isNothing(tree)) {
    const hint = 'write `name: value`, one variable a line';
    diagnostics.push(
      mistake(tree.at, 'expected-mapping', `the variables of ${what} must be a mapping`, hint),
    );
  }
  return new Map();
}
