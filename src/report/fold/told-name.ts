import type { TaskAddress } from '../../model/playbook/plan.ts';
import { isCheck } from '../../model/run/named-failure.ts';
import { literalPattern } from '../../text/literal-pattern.ts';
import { named } from '../../text/words.ts';

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
