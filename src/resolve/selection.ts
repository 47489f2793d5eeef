import type { Diagnostic } from '../model/diagnostic.ts';
import { includableTasks, inOrder, type PlannedTask, type Selection } from '../model/playbook/plan.ts';
import type { Playbook } from '../model/playbook/playbook.ts';
import { startOf } from '../model/values/position.ts';
import { isTemplate } from '../python/template/parse/parse.ts';
import { didYouMean } from '../text/edit-distance.ts';
import { globTest } from '../text/glob.ts';

/**
 * Ansible's rules: `always` runs unless skipped by name, `never` only when one of its other tags is asked for, and
 * `all`, `tagged` and `untagged` mean what they say.
 */
export function isSelected(tags: readonly string[], { tags: wanted, skipTags }: Selection): boolean {
  return isWanted(tags, wanted) && !isSkipped(tags, skipTags);
}

function isWanted(tags: readonly string[], wanted: readonly string[]): boolean {
  if (tags.includes('always') || named(wanted, tags)) return true;
  if (tags.includes('never')) return false;
  if (wanted.length === 0 || wanted.includes('all')) return true;
  return wanted.includes('tagged') && tags.length > 0;
}

function isSkipped(tags: readonly string[], skipped: readonly string[]): boolean {
  if (skipped.includes('all')) return !tags.includes('always') || skipped.includes('always');
  return named(skipped, tags) || (skipped.includes('tagged') && tags.length > 0);
}

/** What has no tag is called `untagged`. */
function named(words: readonly string[], tags: readonly string[]): boolean {
  return words.some((word) => (word === 'untagged' ? tags.length === 0 : tags.includes(word)));
}

/**
 * The tasks from the one of this name on, with or without that of its role before it, or by a pattern as for files;
 * undefined when no task has it.
 */
export function startingAt(tasks: readonly PlannedTask[], name: string): readonly PlannedTask[] | undefined {
  const isLike = globTest(name);
  const isMeant = (one: string): boolean => one === name || isLike(one);
  const index = tasks.findIndex(({ task, title }) => isMeant(task.name) || isMeant(title));
  return index < 0 ? undefined : tasks.slice(index);
}

/** What every playbook understands, whether a task has it or not. */
const ALWAYS_KNOWN: ReadonlySet<string> = new Set(['all', 'tagged', 'untagged', 'always', 'never']);

/** A tag that nobody has leaves every task out, or none: a slip that would look like a run with nothing to do. */
export function unknownTags(playbooks: readonly Playbook[], selection: Selection): readonly Diagnostic[] {
  const known = new Set(playbooks.flatMap(tagsIn));
  return [
    ...unknownOf('--tags', selection.tags, known),
    ...unknownOf('--skip-tags', selection.skipTags, known),
    ...openOnes(playbooks, selection),
  ];
}

/** Tags that an include gives by a template over what only a host says: whoever selects by tags would be told wrong. */
function openOnes(playbooks: readonly Playbook[], { tags, skipTags }: Selection): readonly Diagnostic[] {
  const option = tags.length > 0 ? '--tags' : '--skip-tags';
  if (tags.length === 0 && skipTags.length === 0) return [];
  const tasks = playbooks.flatMap((one) => [...one.plays.flatMap(inOrder), ...includableTasks(one)]);
  const open = new Set(tasks.flatMap(({ around }) => around?.tags ?? []).filter(isTemplate));
  return [...open].map((tag) => ({
    severity: 'error',
    code: 'unknown-tag',
    message: `what is included has the tag \`${tag}\`, which only a host can tell`,
    at: startOf(option),
    length: 1,
    hint: `give its variables with -e, or leave ${option} out`,
  }));
}

/** Those of what it may include among them. */
function tagsIn(playbook: Playbook): readonly string[] {
  return [
    ...playbook.plays.flatMap((play) => [...play.tags, ...inOrder(play).flatMap(({ tags }) => tags)]),
    ...includableTasks(playbook).flatMap(({ tags }) => tags),
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
