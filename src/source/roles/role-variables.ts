import type { Variables } from '../../model/playbook/inventory.ts';
import { mistake } from '../diagnostics/mistake.ts';
import type { Reading } from '../playbook/language.ts';
import { readVariables } from '../playbook/variables.ts';
import { openFile } from '../structure/project.ts';
import { isNothing, treePlace } from '../yaml/tree-place.ts';

/** The variables in files of a role, of which later ones win. */
export function readRoleVariables(paths: readonly string[], reading: Reading): Variables {
  return new Map(paths.flatMap((path) => [...variablesOf(path, reading)]));
}

function variablesOf(path: string, reading: Reading): Variables {
  const opened = openFile(path, reading.project);
  if (opened === undefined) return new Map();
  reading.diagnostics.push(...opened.diagnostics);
  const { tree } = opened;
  if (tree !== undefined && tree.kind !== 'map' && !isNothing(tree)) {
    const message = 'this is no mapping of names to values';
    reading.diagnostics.push(mistake(treePlace(tree), 'invalid-value', message, 'write `name: value`'));
  }
  return readVariables(tree, { ...reading, lines: opened.lines });
}
