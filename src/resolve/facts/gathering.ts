import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Gathering, Play, Task } from '../../model/playbook/playbook.ts';
import type { MapEntry, ScalarNode } from '../../model/values/tree.ts';
import { booleanOf } from '../../python/values/boolean-word.ts';
import type { Evaluator } from '../params.ts';
import type { FactsReached } from './reached.ts';

interface Gathered {
  readonly value: readonly Task[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * What gathers facts before a play, and no others than those that may be used; nothing where there are none to gather, or
 * where the play does not want it.
 */
export function gatheringTasks(
  { gathering }: Pick<Play, 'gathering'>,
  reached: FactsReached,
  { render }: Pick<Evaluator, 'render'>,
): Gathered {
  const none: Gathered = { value: [], diagnostics: [] };
  if (gathering === undefined || (reached !== 'all' && reached.size === 0)) return none;
  const task = reached === 'all' ? gathering.task : onlyThose(reached, gathering);
  const { wanted } = gathering;
  if (wanted === undefined) return { value: [task], diagnostics: [] };
  const said = render(wanted.text);
  const wants = said.ok && typeof said.value !== 'object' ? booleanOf(said.value) : undefined;
  if (wants !== undefined) return wants ? { value: [task], diagnostics: [] } : none;
  const why = said.ok ? { message: '`gather_facts` is neither true nor false', hint: undefined } : said.error;
  return { value: [], diagnostics: [wrong(wanted, why)] };
}

function wrong(
  { at, text }: ScalarNode,
  { message, hint }: Pick<Diagnostic, 'message' | 'hint'>,
): Diagnostic {
  return { severity: 'error', code: 'value', message, at, hint, length: Math.max(1, text.length) };
}

function onlyThose(names: ReadonlySet<string>, { task }: Gathering): Task {
  const { params, at } = task;
  if (params.kind !== 'map') return task;
  const items = [...names]
    .toSorted()
    .map((name): ScalarNode => ({ kind: 'scalar', value: name, text: name, plain: false, at }));
  const filter: MapEntry = { key: 'filter', keyAt: at, value: { kind: 'list', items, at } };
  return { ...task, params: { ...params, entries: [...params.entries, filter] } };
}
