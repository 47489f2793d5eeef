import { inheriting } from '../../model/playbook/inherit.ts';
import type { LooseTask } from '../../model/playbook/playbook.ts';
import type { BlockArm, Inherited } from '../../model/playbook/structure.ts';
import { leaveOut } from '../../model/values/nested.ts';
import type { MapNode, Tree } from '../../model/values/tree.ts';
import { checkMap } from '../playbook/check-map.ts';
import { checkKeywordSyntax } from '../playbook/check-syntax.ts';
import type { Reading } from '../playbook/language.ts';
import { levelRules } from '../playbook/level-rules.ts';
import { entryOf } from '../yaml/tree-place.ts';
import { inheritedOf } from './inherited.ts';
import { knowingVars, withKnown } from './known.ts';
import { readingWithin } from './module-defaults.ts';

const arms = ['block', 'rescue', 'always'] as const;

/** Reads the tasks of a list, as they stand in their file. */
export type ReadTasks = (items: readonly Tree[], reading: Reading) => readonly LooseTask[];

export function isBlock(tree: Tree): tree is MapNode {
  return tree.kind === 'map' && arms.some((arm) => entryOf(tree, arm) !== undefined);
}

/** The tasks of a block, one arm after the other, with what the block says for all of them. */
export function readBlock(written: MapNode, reading: Reading, readTasks: ReadTasks): readonly LooseTask[] {
  const map = withKnown(written, ['tags'], reading);
  const before = reading.mentions.length;
  const { values, diagnostics } = checkMap(map, levelRules('block', map, reading.language.actions));
  reading.diagnostics.push(...diagnostics);
  checkKeywordSyntax(map, reading);
  const inherited = inheritedOf(map, values, reading);
  const block = reading.blocks.next();
  const inside = knowingVars(inherited.vars, readingWithin(inherited.moduleDefaults, reading));
  const tasks = arms.flatMap((arm) => {
    const tree = entryOf(map, arm)?.value;
    const within: readonly BlockArm[] = [{ block, arm }];
    return tree?.kind === 'list' ? takeAll(readTasks(tree.items, inside), { ...inherited, within }) : [];
  });
  leaveOut(inherited.vars, reading.mentions, before);
  return tasks;
}

function takeAll(tasks: readonly LooseTask[], from: Inherited): readonly LooseTask[] {
  return tasks.map((task) => inheriting(task, from));
}
