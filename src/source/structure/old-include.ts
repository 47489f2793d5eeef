import type { MapEntry, MapNode, ScalarNode } from '../../model/values/tree.ts';
import { splitKeyValues } from '../../python/key-values.ts';
import { entryOf, isTemplate } from '../yaml/tree-place.ts';

const names = ['include', 'ansible.builtin.include', 'ansible.legacy.include'];

/**
 * A task that says `include: FILE a=1`, as it was written before there were `import_tasks` and `include_tasks`: it is the first
 * of them unless a loop or a template in the name of the file makes it the second, and what stands behind the file are
 * variables.
 */
export function withoutOldInclude(task: MapNode): MapNode {
  const entry = task.entries.find(({ key, value }) => names.includes(key) && value.kind === 'scalar');
  if (entry?.value.kind !== 'scalar') return task;
  const { value } = entry;
  const split = splitKeyValues(value.text);
  const words = split.ok ? split.words : [];
  const pairs = words.flatMap((word) => (word.kind === 'pair' ? [word] : []));
  const text = pairs[0] === undefined ? value.text : value.text.slice(0, pairs[0].offset).trim();
  const hasLoop = task.entries.some(({ key }) => key === 'loop' || key.startsWith('with_'));
  const key = hasLoop || isTemplate(text) ? 'include_tasks' : 'import_tasks';
  const given = pairs.map((pair): MapEntry => {
    const scalar: ScalarNode = { ...value, value: pair.value, text: pair.value };
    return { key: pair.key, keyAt: value.at, value: scalar };
  });
  const entries = task.entries.map((each) =>
    each === entry ? { ...entry, key, value: { ...value, value: text, text } } : each,
  );
  return given.length === 0 ? { ...task, entries } : withVars({ ...task, entries }, given, value.at);
}

function withVars(task: MapNode, given: readonly MapEntry[], at: MapNode['at']): MapNode {
  const vars = entryOf(task, 'vars');
  const written = vars?.value.kind === 'map' ? vars.value.entries : [];
  const all: MapNode = { kind: 'map', entries: [...written, ...given], at };
  const entry: MapEntry = { key: 'vars', keyAt: vars?.keyAt ?? at, value: all };
  return { ...task, entries: [...task.entries.filter((each) => each !== vars), entry] };
}
