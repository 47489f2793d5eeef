import type { Diagnostic } from '../../../model/diagnostic.ts';
import type { VarsFile } from '../../../model/playbook/variable-sources.ts';
import type { MapNode, Tree } from '../../../model/values/tree.ts';
import { mistake } from '../../diagnostics/mistake.ts';
import { entryOf, holdsTemplate, isNothing, treePlace } from '../../yaml/tree-place.ts';
import { checkTemplates } from '../check-syntax.ts';
import type { Reading } from '../language.ts';

/**
 * What `vars_files` of a play names: a file, or a list of files and of lists of which the first file counts. Anything else
 * was told elsewhere, unless a template stands in it.
 */
export function readVarsFiles(play: MapNode, reading: Reading): readonly VarsFile[] {
  const value = entryOf(play, 'vars_files')?.value;
  if (value === undefined || isNothing(value)) return [];
  checkTemplates(value, reading);
  const entries = value.kind === 'list' ? value.items : [value];
  return entries.flatMap((entry) => {
    const names = entry.kind === 'list' ? entry.items : [entry];
    const files = names.flatMap((name) => (isFileName(name) ? [name] : []));
    if (files.length > 0 && files.length === names.length) return [{ names: files, at: entry.at }];
    if (holdsTemplate(value))
      reading.diagnostics.push(notSo(entry, 'vars_files', 'a file or a list of files'));
    return [];
  });
}

/** A value that holds a template is not converted as a whole, so that its parts are judged here. */
export function notSo(tree: Tree, keyword: string, what: string): Diagnostic {
  return mistake(treePlace(tree), 'invalid-value', `an entry of \`${keyword}\` must be ${what}`);
}

function isFileName(tree: Tree): tree is Tree & { readonly kind: 'scalar' } {
  return tree.kind === 'scalar' && tree.value !== null && tree.text.trim() !== '';
}
