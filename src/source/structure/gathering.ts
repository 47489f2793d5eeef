import { blankTask } from '../../model/playbook/blank-task.ts';
import { inheriting, settled } from '../../model/playbook/inherit.ts';
import type { Gathering } from '../../model/playbook/playbook.ts';
import type { Inherited } from '../../model/playbook/structure.ts';
import type { MapEntry, MapNode } from '../../model/values/tree.ts';
import { subsetMistake } from '../../probes/facts/subsets.ts';
import { mistake } from '../diagnostics/mistake.ts';
import { checkTemplates } from '../playbook/check-syntax.ts';
import type { Reading } from '../playbook/language.ts';
import { booleanIn, scalarIn, scalarsIn, type Values } from '../playbook/values.ts';
import { entryOf, isTemplate, treePlace } from '../yaml/tree-place.ts';

/** The task that gathers facts before a play, unless the play says that none does. */
export function gatheringOf(
  play: MapNode,
  values: Values,
  around: Inherited,
  reading: Reading,
): Gathering | undefined {
  const params = WORDS.flatMap((word) => entryOf(play, word) ?? []);
  for (const { value } of params) checkTemplates(value, reading);
  checkSubsets(play, reading);
  const said = scalarIn(play, 'gather_facts');
  if (said !== undefined) checkTemplates(said, reading);
  if (booleanIn(values, 'gather_facts') === false) return undefined;
  const task = settled(inheriting(taskAt(params, play), around));
  return { task, wanted: said !== undefined && isTemplate(said.text) ? said : undefined };
}

/** Each is a parameter of the action as well. */
const WORDS = ['gather_subset', 'gather_timeout', 'fact_path'];

function taskAt(params: readonly MapEntry[], { at }: MapNode): ReturnType<typeof blankTask> {
  return { ...blankTask('Gathering Facts', 'setup', params, at), tags: ['always'] };
}

/** Told even where no facts are used, and so none are gathered. */
function checkSubsets(play: MapNode, { diagnostics }: Reading): void {
  for (const node of scalarsIn(play, 'gather_subset')) {
    const wrong = isTemplate(node.text) ? undefined : subsetMistake([node.text]);
    if (wrong !== undefined)
      diagnostics.push(mistake(treePlace(node), 'invalid-value', wrong.why, wrong.hint));
  }
}
