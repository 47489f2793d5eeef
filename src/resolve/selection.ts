import type { PlannedTask } from '../model/playbook/plan.ts';

/** Which tasks the command line asks for. */
export interface Selection {
  /** Empty: all of them. */
  readonly tags: readonly string[];
  readonly skipTags: readonly string[];
}

/**
 * Ansible's rules: `always` runs unless skipped by name, `never` only when one of its other tags is asked for, and
 * `all`, `tagged` and `untagged` mean what they say.
 */
export function isSelected(tags: readonly string[], { tags: wanted, skipTags }: Selection): boolean {
  if (skipTags.some((tag) => covers(tag, tags) && !(tag === 'all' && tags.includes('always')))) return false;
  const named = wanted.filter((tag) => tag !== 'all').some((tag) => covers(tag, tags));
  if (tags.includes('never')) return named;
  if (wanted.length === 0 || wanted.includes('all') || tags.includes('always')) return true;
  return named;
}

function covers(wanted: string, tags: readonly string[]): boolean {
  if (wanted === 'all') return true;
  if (wanted === 'tagged') return tags.some((tag) => tag !== 'never');
  if (wanted === 'untagged') return tags.length === 0;
  return tags.includes(wanted);
}

/** The tasks from the one of this name on; undefined when no task has it. */
export function startingAt(tasks: readonly PlannedTask[], name: string): readonly PlannedTask[] | undefined {
  const index = tasks.findIndex(({ task }) => task.name === name);
  return index < 0 ? undefined : tasks.slice(index);
}
