import type { Diagnostic } from '../../model/diagnostic.ts';
import type { LooseTask } from '../../model/playbook/playbook.ts';
import { type Inherited, OPEN } from '../../model/playbook/structure.ts';
import type { MapNode } from '../../model/values/tree.ts';
import { checkMap } from '../playbook/check-map.ts';
import { checkKeywordSyntax } from '../playbook/check-syntax.ts';
import type { Reading } from '../playbook/language.ts';
import { levelRules } from '../playbook/level-rules.ts';
import { scalarsIn } from '../playbook/values.ts';
import { entryOf, isTemplate } from '../yaml/tree-place.ts';
import { inheritedOf } from './inherited.ts';
import { withKnown } from './known.ts';

/** A task that includes others, with what it gives to each of them: its `apply` and its variables. */
export function withApplied(task: LooseTask, reading: Reading): LooseTask {
  const { params, vars } = task;
  const apply = entryOf(params, 'apply')?.value;
  const said = apply?.kind === 'map' ? saidFor(apply, reading) : OPEN;
  const around = { ...said, given: vars };
  if (params.kind !== 'map' || apply === undefined) return { ...task, around };
  // Its templates are put in for each task that is included, and not before.
  const entries = params.entries.filter(({ key }) => key !== 'apply');
  return { ...task, around, params: { ...params, entries } };
}

function saidFor(written: MapNode, reading: Reading): Inherited {
  // A host may say what the tags of included tasks are: such stay as they are written, and whoever selects by tags is told.
  const unsaid: Diagnostic[] = [];
  const apply = withKnown(written, ['tags'], { ...reading, diagnostics: unsaid });
  const open = unsaid.length === 0 ? [] : scalarsIn(written, 'tags').filter(({ text }) => isTemplate(text));
  const { values, diagnostics } = checkMap(apply, levelRules('apply', apply));
  reading.diagnostics.push(...diagnostics);
  checkKeywordSyntax(apply, reading);
  const said = inheritedOf(apply, values, reading);
  return { ...said, tags: [...said.tags, ...open.map(({ text }) => text)] };
}
