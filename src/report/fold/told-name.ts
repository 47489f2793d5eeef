import type { TaskAddress } from '../../model/playbook/plan.ts';
import { isCheck } from '../../model/run/named-failure.ts';

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
export function withItem(title: string, item: string | undefined): string {
  return item === undefined || title.includes(item) ? title : `${title} [${item}]`;
}
