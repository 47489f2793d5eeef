import type { MapEntry, MapNode, ScalarNode, Tree } from '../../model/values/tree.ts';
import { entryOf } from '../yaml/tree-place.ts';

/**
 * A task that names its action under `action:` or `local_action:`, as a text or with `module:` in a mapping, as if it named
 * it as a key. The second is done on this machine.
 */
export function withActionAsKey(task: MapNode): MapNode {
  const entry = entryOf(task, 'action') ?? entryOf(task, 'local_action');
  const named = entry === undefined ? undefined : actionIn(entry.value);
  if (entry === undefined || named === undefined) return task;
  const others = task.entries.filter((other) => other !== entry);
  const { keyAt } = entry;
  const delegated: MapEntry = { key: 'delegate_to', keyAt, value: textAt('localhost', { at: keyAt }) };
  const here = entry.key === 'local_action' ? [delegated] : [];
  return { ...task, entries: [...others, ...here, { ...named, keyAt }] };
}

function actionIn(value: Tree): Pick<MapEntry, 'key' | 'value'> | undefined {
  if (value.kind === 'scalar') {
    const [, name, blanks = '', rest = ''] = /^\s*([\w.]+)(\s*)([\s\S]*)$/.exec(value.text) ?? [];
    if (name === undefined) return undefined;
    const before = value.text.length - rest.length;
    const text = textAt(rest, value);
    const at = { ...value.at, column: value.at.column + before + (value.plain ? 0 : 1) };
    return { key: name, value: rest === '' && blanks === '' ? { ...text, value: null } : { ...text, at } };
  }
  const module = entryOf(value, 'module')?.value;
  if (value.kind !== 'map' || module?.kind !== 'scalar') return undefined;
  const [, name = '', text = ''] = /^\s*(\S+)\s*([\s\S]*)$/.exec(module.text) ?? [];
  const entries = value.entries.filter(({ key }) => key !== 'module');
  const raw: MapEntry = { key: '_raw_params', keyAt: module.at, value: textAt(text, module) };
  return { key: name, value: { ...value, entries: text === '' ? entries : [raw, ...entries] } };
}

function textAt(text: string, { at }: Pick<Tree, 'at'>): ScalarNode {
  return { kind: 'scalar', value: text, text, plain: true, at };
}
