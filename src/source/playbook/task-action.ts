import type { Action, Actions } from '../../model/action.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { MapEntry, MapNode } from '../../model/values/tree.ts';
import { didYouMean } from '../../text/edit-distance.ts';
import { mistake } from '../diagnostics/mistake.ts';
import { keywordsOf, type TaskLevel } from '../keywords.ts';
import { unsupportedWord } from '../unsupported.ts';
import { keyPlace } from '../yaml/tree-place.ts';
import type { Language } from './language.ts';

/** The one action of a task, and the task without it. */
export interface Chosen {
  readonly action: Action;
  readonly entry: MapEntry;
  readonly keywords: MapNode;
}

/** The action is chosen before anything is checked, so that only its own schema has a say. */
export function chooseAction(
  task: MapNode,
  level: TaskLevel,
  { actions }: Language,
  diagnostics: Diagnostic[],
): Chosen | undefined {
  const named = task.entries.filter(({ key }) => actions.has(key) && !isKeyword(level, key));
  const [entry, ...further] = named;
  const action = entry === undefined ? undefined : actions.get(entry.key);
  if (entry === undefined || action === undefined) {
    diagnostics.push(...complainOfNone(task, level, actions));
    return undefined;
  }
  for (const other of further) {
    const message = `\`${entry.key}\` is this task's action already`;
    diagnostics.push(mistake(keyPlace(other), 'several-actions', message, 'write a second task'));
  }
  if (level === 'check' && !action.readOnly) {
    const message = `\`${entry.key}\` can change a host; only actions that look may stand in \`preflight\` and \`verify\``;
    diagnostics.push(mistake(keyPlace(entry), 'not-read-only', message, 'move it to `tasks`'));
  }
  return {
    action,
    entry,
    keywords: { ...task, entries: task.entries.filter((each) => !named.includes(each)) },
  };
}

/** Whatever is unknown here may have been meant as the action. */
function complainOfNone(task: MapNode, level: TaskLevel, actions: Actions): readonly Diagnostic[] {
  const others = task.entries.filter(({ key }) => !isKeyword(level, key));
  const list = '`rulerun doc` lists the actions';
  if (others.length === 0) return [mistake(task.at, 'missing-action', 'this task has no action', list)];
  // The name of a collection says nothing of what was meant.
  const short = [...actions.keys()].filter((name) => !name.includes('.'));
  const candidates = [...Object.keys(keywordsOf[level]), ...short];
  return others.map((entry) => {
    const hint = didYouMean(entry.key.replace(/^.*\./, ''), candidates) ?? list;
    return (
      unsupportedWord(level, entry) ??
      mistake(keyPlace(entry), 'unknown-action', `there is no action \`${entry.key}\``, hint)
    );
  });
}

function isKeyword(level: TaskLevel, key: string): boolean {
  return Object.hasOwn(keywordsOf[level], key.startsWith('with_') ? 'loop' : key);
}
