import type { Play } from '../../model/playbook/playbook.ts';
import type { ListNode, ScalarNode, Tree } from '../../model/values/tree.ts';
import { didYouMean } from '../../text/edit-distance.ts';
import { mistake } from '../diagnostics/mistake.ts';
import { entryOf, keyPlace, treePlace } from '../yaml/tree-place.ts';
import type { Reading } from './language.ts';
import { scalarsIn } from './values.ts';

const notifying = ['pre_tasks', 'tasks', 'post_tasks', 'handlers'] as const;

/** Names that no handler answers to, handlers that hide one another, and notices whose time Ansible sees otherwise. */
export function checkHandlers(play: Tree, handlers: Play['handlers'], reading: Reading): void {
  checkNames(play, reading);
  checkFlushing(play, reading);
  // Also those that could not be read: what is wrong with them has been told.
  const written = itemsOf(play, 'handlers').flatMap((item) => [
    ...scalarsIn(item, 'name'),
    ...scalarsIn(item, 'listen'),
  ]);
  const read = handlers.flatMap(({ name, listen }) => [name, ...listen]);
  const known = new Set([...read, ...written.map(({ text }) => text)]);
  for (const task of notifying.flatMap((section) => itemsOf(play, section))) {
    const notify = entryOf(task, 'notify')?.value;
    if (notify === undefined) continue;
    for (const item of notify.kind === 'list' ? notify.items : [notify]) {
      if (item.kind !== 'scalar' || item.value === null || known.has(item.text)) continue;
      const message = `no handler of this play is called \`${item.text}\``;
      const hint = didYouMean(item.text, known) ?? listOf(known);
      reading.diagnostics.push(mistake(treePlace(item), 'unknown-handler', message, hint));
    }
  }
}

function listOf(names: ReadonlySet<string>): string {
  if (names.size === 0) return 'the play has no `handlers:`';
  return `there are ${[...names].map((name) => `\`${name}\``).join(', ')}`;
}

/** Handlers without a name hide nothing: they are called by what they listen to. */
function checkNames(play: Tree, { diagnostics }: Reading): void {
  const first = new Map<string, ScalarNode>();
  for (const name of itemsOf(play, 'handlers').flatMap((item) => scalarsIn(item, 'name'))) {
    const other = first.get(name.text);
    if (other === undefined) {
      first.set(name.text, name);
      continue;
    }
    const message = `the handler in line ${other.at.line} has this name already, so it would hide this one`;
    diagnostics.push(mistake(treePlace(name), 'duplicate-handler', message, 'give it another name'));
  }
}

/** Ansible runs notified handlers after `pre_tasks` and again after `tasks`; here they run once, after everything. */
function checkFlushing(play: Tree, { diagnostics }: Reading): void {
  const order = ['pre_tasks', 'tasks', 'post_tasks'] as const;
  for (const [index, section] of order.entries()) {
    const later = order.slice(index + 1).find((next) => itemsOf(play, next).length > 0);
    if (later === undefined) continue;
    for (const task of itemsOf(play, section)) {
      const entry = entryOf(task, 'notify');
      if (entry === undefined) continue;
      const message = `handlers notified in \`${section}\` run only after \`${later}\`, and in Ansible before it`;
      const hint = `move the tasks of \`${later}\` to a play of their own`;
      diagnostics.push(mistake(keyPlace(entry), 'unsupported', message, hint));
    }
  }
}

function itemsOf(play: Tree, section: string): ListNode['items'] {
  const value = entryOf(play, section)?.value;
  return value?.kind === 'list' ? value.items : [];
}
