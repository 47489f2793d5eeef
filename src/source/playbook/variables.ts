import type { Variable, Variables } from '../../model/playbook/inventory.ts';
import type { Tree } from '../../model/values/tree.ts';
import { mistake } from '../diagnostics/mistake.ts';
import { treeToJson } from '../yaml/tree-json.ts';
import { keyPlace, valuePlace } from '../yaml/tree-place.ts';
import { otherReadings } from './ambiguous.ts';
import { checkTemplates } from './check-syntax.ts';
import type { Reading } from './language.ts';

/** The variables of a play or a task, as written; nothing for nothing. Anything but a mapping was told elsewhere. */
export function readVariables(tree: Tree | undefined, reading: Reading): Variables {
  const variables = new Map<string, Variable>();
  if (tree?.kind !== 'map') return variables;
  for (const entry of tree.entries) {
    if (!/^[A-Za-z_]\w*$/.test(entry.key)) {
      const message = `\`${entry.key}\` cannot be the name of a variable`;
      const hint = 'use letters, digits and underscores, and start with a letter or an underscore';
      reading.diagnostics.push(mistake(keyPlace(entry), 'variable-name', message, hint));
      continue;
    }
    reading.diagnostics.push(...otherReadings(entry.value));
    checkTemplates(entry.value, reading);
    variables.set(entry.key, { value: treeToJson(entry.value), at: valuePlace(entry).at });
  }
  return variables;
}
