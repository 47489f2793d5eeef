import { includePlaces } from '../../model/playbook/include-places.ts';
import { inheriting } from '../../model/playbook/inherit.ts';
import type { LooseTask } from '../../model/playbook/playbook.ts';
import { type Inherited, OPEN } from '../../model/playbook/structure.ts';
import type { ScalarNode } from '../../model/values/tree.ts';
import { filesLike } from '../../python/template/like-name.ts';
import { mistake } from '../diagnostics/mistake.ts';
import type { TaskLevel } from '../keywords.ts';
import type { Reading } from '../playbook/language.ts';
import { scalarIn } from '../playbook/values.ts';
import { isTemplate, treePlace } from '../yaml/tree-place.ts';
import type { ReadTasks } from './block.ts';
import { knowingVars, knownName } from './known.ts';
import { readingWithin } from './module-defaults.ts';
import { isThere, openFile, type TaskFile } from './project.ts';
import { foreseeing, importLoop, isGood, noteFound, readTaskFile, renumbered } from './task-file.ts';

/** The tasks of the file that `import_tasks` names, with what the import says for all of them. */
export function importTasks(
  task: LooseTask,
  level: TaskLevel,
  reading: Reading,
  readTasks: ReadTasks,
): readonly LooseTask[] {
  const written = fileIn(task, reading);
  if (written === undefined) return [];
  if (task.loop !== undefined) {
    const message = '`import_tasks` cannot be in a loop';
    reading.diagnostics.push(mistake(treePlace(written), 'unsupported', message, 'write `include_tasks`'));
    return [];
  }
  const known = knowingVars(task.vars, reading);
  const name = knownName(written, 'the file of `import_tasks`', known, 'include_tasks');
  if (name === undefined) return [];
  const path = existing(name.text, reading);
  if (path === undefined) return tellMissing(name, reading);
  const loop = importLoop(path, treePlace(name), reading.project);
  if (loop !== undefined) {
    reading.diagnostics.push(loop);
    return [];
  }
  const inside = readingWithin(task.moduleDefaults, known);
  const file = readTaskFile({ path, level, role: reading.standing.role }, inside, readTasks);
  if (file === undefined) return [];
  noteFound(file, reading);
  const from = saidBy(task);
  return renumbered(file.tasks, reading).map((one) => inheriting(one, from));
}

/** Reads beforehand what `include_tasks` may come to. The task stays: it runs when a host comes to it. */
export function foreseeTasks(
  task: LooseTask,
  level: TaskLevel,
  reading: Reading,
  readTasks: ReadTasks,
): void {
  const name = fileIn(task, reading);
  if (name === undefined) return;
  if (!isTemplate(name.text)) {
    const path = existing(name.text, reading);
    if (path === undefined) tellMissing(name, reading);
    else foreseeFile(path, level, reading, readTasks, 'certain');
    return;
  }
  for (const place of includePlaces(name.text, placesOf(reading)))
    for (const path of filesLike(place, reading.project.files))
      foreseeFile(path, level, reading, readTasks, 'possible');
}

function foreseeFile(
  path: string,
  level: TaskLevel,
  reading: Reading,
  readTasks: ReadTasks,
  how: 'certain' | 'possible',
): void {
  const { included, unreadable, opening } = reading.project;
  // Tasks may include the file they stand in.
  if (opening.includes(path)) return;
  const file = readTaskFile({ path, level, role: reading.standing.role }, foreseeing(reading), readTasks);
  if (file === undefined) return;
  const good = isGood(file);
  if (good) {
    const known = included.get(path);
    if (known !== undefined && tagsOf(known) !== tagsOf(file.tasks)) tellOtherTags(path, file, reading);
    included.set(path, file.tasks);
  } else if (how === 'possible') {
    const first = file.diagnostics.find(({ severity }) => severity === 'error');
    if (first !== undefined) unreadable.set(path, first);
  }
  if (good || how === 'certain') noteFound(file, reading);
}

/** The tasks of a file that is included are kept once for all plays: their tags must be the same in each. */
function tellOtherTags(path: string, { tasks: [first] }: TaskFile, { project, diagnostics }: Reading): void {
  if (first === undefined) return;
  const name = openFile(path, project)?.name ?? path;
  const message = `the tags in ${name}, which is included more than once, come to something else each time`;
  diagnostics.push(
    mistake(first.at, 'template', message, 'use `import_tasks`, or tags that are the same everywhere'),
  );
}

function tagsOf(tasks: readonly LooseTask[]): string {
  return JSON.stringify(tasks.map(({ tags }) => tags));
}

/** What an import, which is no task itself, says for the tasks that stand in its place. */
export function saidBy({
  when,
  tags,
  vars,
  become,
  ignoreErrors,
  noLog,
  checkMode,
  showsDiff,
  timeoutMs,
  across,
  computed,
  environment,
  moduleDefaults,
  notify,
}: LooseTask): Inherited {
  return {
    ...OPEN,
    ...{ when, tags, vars, become, ignoreErrors, noLog, checkMode, showsDiff, timeoutMs, across, computed },
    notify,
    environment: environment ?? [],
    moduleDefaults: moduleDefaults ?? OPEN.moduleDefaults,
  };
}

/** The name of the file, with the folders put in that are known while playbooks are read. */
function fileIn({ params }: LooseTask, { standing }: Reading): ScalarNode | undefined {
  const node = scalarIn(params, 'file');
  if (node === undefined || !isTemplate(node.text)) return node;
  const known = { playbook_dir: standing.playFolder, role_path: standing.role?.folder };
  const text = node.text.replaceAll(
    /\{\{\s*(playbook_dir|role_path)\s*\}\}/g,
    (template, folder: keyof typeof known) => known[folder] ?? template,
  );
  return { ...node, text };
}

function existing(name: string, reading: Reading): string | undefined {
  return includePlaces(name, placesOf(reading)).find((place) => isThere(place, reading.project));
}

function placesOf({ standing }: Reading): Parameters<typeof includePlaces>[1] {
  return { file: standing.file, roleFolder: standing.role?.folder, playFolder: standing.playFolder };
}

function tellMissing(name: ScalarNode, reading: Reading): readonly LooseTask[] {
  const places = includePlaces(name.text, placesOf(reading));
  const hint = `it was looked for as ${places.join(', ')}`;
  reading.diagnostics.push(
    mistake(treePlace(name), 'no-such-file', `there is no file \`${name.text}\``, hint),
  );
  return [];
}
