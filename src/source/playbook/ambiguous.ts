import type { Diagnostic } from '../../model/diagnostic.ts';
import type { ScalarNode, Tree } from '../../model/values/tree.ts';
import { warning } from '../diagnostics/mistake.ts';
import { scalarsOf, treePlace } from '../yaml/tree-place.ts';

/** A warning for each value in a tree of variables that Ansible reads in another way. */
export function otherReadings(tree: Tree): readonly Diagnostic[] {
  return scalarsOf(tree).flatMap((scalar) => {
    const other = ansibleReading(scalar);
    if (other === undefined) return [];
    const message = `\`${scalar.text}\` is text here and ${other} in Ansible`;
    return [warning(treePlace(scalar), 'ambiguous-value', message, `quote it: '${scalar.text}'`)];
  });
}

/**
 * What Ansible, which reads YAML 1.1, makes of an unquoted value that is something else here; `undefined`: the same.
 * Only where no schema says what the value is: in variables.
 */
function ansibleReading({ text, plain }: ScalarNode): string | undefined {
  if (!plain) return undefined;
  if (/^[-+]?0[0-7]+$/.test(text)) return `the number ${Number.parseInt(text, 8)}`;
  if (/^[-+]?[1-9][0-9]*(?::[0-5]?[0-9])+$/.test(text)) return 'a number in base 60';
  return /^\d{4}-\d\d?-\d\d?(?:[Tt ].*)?$/.test(text) ? 'a date' : undefined;
}
