import type { Plan, PlannedPlay, PlannedTask } from '../model/playbook/plan.ts';
import { nameOf } from '../model/run/told-name.ts';
import { safeLine } from '../renderers/safe-text.ts';
import type { RunOptions } from './options.ts';

/** What `--list-hosts`, `--list-tasks` and `--list-tags` print. */
export function listing(
  { plays }: Plan,
  options: Pick<RunOptions, 'listHosts' | 'listTasks' | 'listTags'>,
): readonly string[] {
  return plays.flatMap((play) => [
    safeLine(`play ${play.number}: ${play.name}`),
    ...(options.listHosts ? hosts(play) : []),
    ...(options.listTasks ? taskLines(play) : []),
    ...(options.listTags ? [safeLine(`  tags: ${tagsOf(play).join(', ') || '(none)'}`)] : []),
  ]);
}

function hosts({ batches }: PlannedPlay): readonly string[] {
  return batches.flatMap((batch, index) =>
    batch.map(({ target }) =>
      safeLine(`  ${target.name}${batches.length > 1 ? `  (batch ${index + 1})` : ''}`),
    ),
  );
}

/** A handler that several uses of its role bring is listed once. */
function taskLines(play: PlannedPlay): readonly string[] {
  const lines = (tasks: readonly PlannedTask[]): readonly string[] => tasks.filter(isListed).map(taskLine);
  return [
    ...lines(play.preflight),
    ...lines(play.tasks),
    ...new Set(lines(play.handlers)),
    ...lines(play.verify),
  ];
}

/** As in Ansible, what only has to do with the run itself is none of its tasks. */
function isListed({ task }: PlannedTask): boolean {
  return task.action !== 'meta';
}

function taskLine({ title, address, task }: PlannedTask): string {
  return safeLine(`  ${nameOf(address, title)}${tagWords(task.tags)}`);
}

function tagWords(tags: readonly string[]): string {
  const words = sorted(tags).join(', ');
  return words === '' ? '' : `  tags: ${words}`;
}

/** As in Ansible: handlers run when they are notified, whatever their tags. */
function tagsOf(play: PlannedPlay): readonly string[] {
  const tasks = [...play.preflight, ...play.tasks, ...play.verify].filter(isListed);
  return sorted(tasks.flatMap(({ task }) => task.tags));
}

function sorted(tags: readonly string[]): readonly string[] {
  return [...new Set(tags)].sort();
}
