import { literalPattern } from '../../text/literal-pattern.ts';
import { named } from '../../text/words.ts';
import type { TaskAddress } from '../playbook/plan.ts';
import type { OfUndo } from './event.ts';
import { isCheck } from './named-failure.ts';

/** The title of a task with what it is, where that is not plain. The name of a check alone would be read as if it held. */
export function nameOf(task: TaskAddress, title: string): string {
  return isCheck(task) ? `check: ${title}` : markedName(task, title);
}

/** The same where a check is told apart in another way. */
export function markedName({ section, arm, item }: TaskAddress, title: string): string {
  const name = withItem(title, item);
  if (section === 'handlers') return `handler: ${name}`;
  return arm === undefined ? name : `${arm}: ${name}`;
}

/** The same for one time that it is done, of which there is one for each item of a loop that includes it. */
export function eventName(task: TaskAddress, title: string): string {
  const [, including] = /^(?:.*\.)?\[(.*)\](?:\.\d+)+$/s.exec(task.path ?? '') ?? [];
  return markedName(task, withItem(title, including));
}

/** A task, and where it is done when that is another host than its own. */
export function withPlace(name: string, delegate: string | undefined): string {
  return delegate === undefined ? name : `${name}, on ${delegate}`;
}

interface Named {
  readonly of?: TaskAddress | undefined;
  readonly title: string;
  readonly visitor?: string | undefined;
}

/** What a step is called: its task, where that is known. */
export function stepName({ of, title }: Omit<Named, 'visitor'>): string {
  return of === undefined ? title : eventName(of, title);
}

/** What goes back: the task, which item of it, and where or for whom it was done when that is another host. */
export function undoName(undo: Pick<OfUndo, 'delegate'> & Named): string {
  const { delegate, visitor } = undo;
  const name = stepName(undo);
  if (delegate !== undefined) return withPlace(name, delegate);
  return visitor === undefined ? name : `${name}, done for ${visitor}`;
}

/** Which item it is, where the title does not say so already. */
function withItem(title: string, item: string | undefined): string {
  return item === undefined || says(title, item) ? title : `${title} [${item}]`;
}

/** The same for what is alike for several items. */
export function withItems(text: string, items: readonly string[]): string {
  return items.length === 0 || items.every((item) => says(text, item)) ? text : `${text} [${named(items)}]`;
}

/** Whether an item stands in a text, and not within another word of it. */
function says(text: string, item: string): boolean {
  return new RegExp(`(?<![\\p{L}\\p{N}])${literalPattern(item)}(?![\\p{L}\\p{N}])`, 'u').test(text);
}
