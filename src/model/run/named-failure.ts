import type { TaskAddress } from '../playbook/plan.ts';
import { describeFailure, type Failure } from './failure.ts';

/** True for a task whose title says what should hold, not what is done. */
export function isCheck({ section }: Pick<TaskAddress, 'section'>): boolean {
  return section === 'preflight' || section === 'verify';
}

/**
 * What went wrong with a task, in one sentence for people. The name of a check states what turned out not to be so, and
 * must not be read as if it were: the finding stands first.
 */
export function namedFailure(task: Pick<TaskAddress, 'section'>, title: string, failure: Failure): string {
  return named(task, title, describeFailure(failure));
}

/** The same for anything that a task has to say. */
export function named(task: Pick<TaskAddress, 'section'>, title: string, text: string): string {
  return isCheck(task) ? `${text} (check: ${title})` : `"${title}": ${text}`;
}
