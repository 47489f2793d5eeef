import { inOrder, type Plan, type PlannedPlay, type PlannedTask } from '../model/playbook/plan.ts';
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
    ...(options.listTasks ? inOrder(play).filter(isListed).map(taskLine) : []),
    ...(options.listTags ? [`  tags: ${tagsOf(play).join(', ') || '(none)'}`] : []),
  ]);
}

function hosts({ batches }: PlannedPlay): readonly string[] {
  return batches.flatMap((batch, index) =>
    batch.map(({ target }) =>
      safeLine(`  ${target.name}${batches.length > 1 ? `  (batch ${index + 1})` : ''}`),
    ),
  );
}

/** As in Ansible, what only has to do with the run itself is none of its tasks. */
function isListed({ task }: PlannedTask): boolean {
  return task.action !== 'meta';
}

function taskLine({ task, address }: PlannedTask): string {
  const section = address.section === 'tasks' ? '' : `${address.section}: `;
  const tags = task.tags.length === 0 ? '' : `  tags: ${task.tags.join(', ')}`;
  return safeLine(`  ${section}${task.name}${tags}`);
}

function tagsOf(play: PlannedPlay): readonly string[] {
  return [...new Set(inOrder(play).flatMap(({ task }) => task.tags))].sort();
}
