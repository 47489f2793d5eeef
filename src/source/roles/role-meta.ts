import type { Tree } from '../../model/values/tree.ts';
import { mistake } from '../diagnostics/mistake.ts';
import type { Reading, StandingRole } from '../playbook/language.ts';
import { openFile } from '../structure/project.ts';
import { entryOf, isNothing, treePlace } from '../yaml/tree-place.ts';
import { type RoleCall, roleCallOf, saysYes } from './role-call.ts';
import { filesOfPart } from './role-files.ts';

/** What a role says of itself. */
export interface RoleMeta {
  readonly dependencies: readonly RoleCall[];
  /** It runs as often as it is named, even when it is given the same. */
  readonly allowsDuplicates: boolean;
  /** What its entry points take, by their names. */
  readonly specs: Tree | undefined;
}

export function readMeta(role: StandingRole, reading: Reading): RoleMeta {
  const main = treeOf('main', role, reading);
  const apart = treeOf('argument_specs', role, reading);
  const list = main === undefined ? undefined : entryOf(main, 'dependencies')?.value;
  if (list !== undefined && list.kind !== 'list' && !isNothing(list))
    reading.diagnostics.push(
      mistake(
        treePlace(list),
        'invalid-role',
        '`dependencies` must be a list of roles',
        'write `[]` for none',
      ),
    );
  const specs = [apart, main].map((tree) =>
    tree === undefined ? undefined : entryOf(tree, 'argument_specs')?.value,
  );
  return {
    dependencies: (list?.kind === 'list' ? list.items : [])
      .map((item) => roleCallOf(item, reading))
      .filter((call) => call !== undefined),
    allowsDuplicates: main !== undefined && saysYes(main, 'allow_duplicates'),
    specs: specs.find((tree) => tree !== undefined),
  };
}

function treeOf(name: string, { folder }: StandingRole, reading: Reading): Tree | undefined {
  const [path] = filesOfPart(folder, 'meta', name, reading.project);
  const opened = path === undefined ? undefined : openFile(path, reading.project);
  if (opened !== undefined) reading.diagnostics.push(...opened.diagnostics);
  return opened?.tree;
}
