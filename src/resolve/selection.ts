import type { Diagnostic } from '../model/diagnostic.ts';
import { inOrder, type PlannedTask } from '../model/playbook/plan.ts';
import type { Playbook } from '../model/playbook/playbook.ts';
import { startOf } from '../model/values/position.ts';
import { didYouMean } from '../text/edit-distance.ts';

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

/** What every playbook understands, whether a task has it or not. */
const ALWAYS_KNOWN: ReadonlySet<string> = new Set(['all', 'tagged', 'untagged', 'always', 'never']);

/** A tag that nobody has leaves every task out, or none: a slip that would look like a run with nothing to do. */
export function unknownTags(playbooks: readonly Playbook[], selection: Selection): readonly Diagnostic[] {
  const known = new Set(
    playbooks.flatMap(({ plays }) =>
      plays.flatMap((play) => [...play.tags, ...inOrder(play).flatMap(({ tags }) => tags)]),
    ),
  );
  return [
    ...unknownOf('--tags', selection.tags, known),
    ...unknownOf('--skip-tags', selection.skipTags, known),
  ];
}

function unknownOf(
  option: string,
  tags: readonly string[],
  known: ReadonlySet<string>,
): readonly Diagnostic[] {
  return tags
    .filter((tag) => !known.has(tag) && !ALWAYS_KNOWN.has(tag))
    .map((tag) => ({
      severity: 'error',
      code: 'unknown-tag',
      message: `no task and no play has the tag \`${tag}\``,
      at: startOf(option),
      length: tag.length,
      hint:
        didYouMean(tag, known) ??
        (known.size === 0 ? 'there are no tags in it' : `its tags are ${[...known].join(', ')}`),
    }));
}
