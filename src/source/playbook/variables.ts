import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Variable, Variables } from '../../model/playbook/inventory.ts';
import type { MapNode, Tree } from '../../model/values/tree.ts';
import { mistake, type Place } from '../diagnostics/mistake.ts';
import { treeToJson } from '../yaml/tree-json.ts';
import { keyPlace, valuePlace } from '../yaml/tree-place.ts';
import { otherReadings } from './ambiguous.ts';
import { checkTemplates } from './check-syntax.ts';
import type { Reading } from './language.ts';

/**
 * The variables of a play or a task, as written: a mapping, or a list of mappings of which later ones win. Nothing for
 * nothing; anything else was told elsewhere.
 */
export function readVariables(tree: Tree | undefined, reading: Reading): Variables {
  const variables = new Map<string, Variable>();
  const maps = tree?.kind === 'list' ? tree.items : [tree];
  for (const map of maps) if (map?.kind === 'map') readInto(variables, map, reading);
  return variables;
}

function readInto(variables: Map<string, Variable>, { entries }: MapNode, reading: Reading): void {
  for (const entry of entries) {
    if (!isVariableName(entry.key)) {
      reading.diagnostics.push(wrongName(entry.key, keyPlace(entry)));
      continue;
    }
    reading.diagnostics.push(...otherReadings(entry.value));
    checkTemplates(entry.value, reading);
    variables.set(entry.key, { value: treeToJson(entry.value), at: valuePlace(entry).at });
  }
}

export function isVariableName(name: string): boolean {
  return /^[A-Za-z_]\w*$/.test(name);
}

export function wrongName(name: string, place: Place): Diagnostic {
  const message = `\`${name}\` cannot be the name of a variable`;
  const hint = 'use letters, digits and underscores, and start with a letter or an underscore';
  return mistake(place, 'variable-name', message, hint);
}
