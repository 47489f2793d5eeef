import type { Diagnostic } from '../../model/diagnostic.ts';
import { hasErrors } from '../../model/diagnostic.ts';
import type { LooseTask } from '../../model/playbook/playbook.ts';
import { mistake, type Place } from '../diagnostics/mistake.ts';
import type { TaskLevel } from '../keywords.ts';
import { freshReading, type Reading, type StandingRole } from '../playbook/language.ts';
import { isNothing, treePlace } from '../yaml/tree-place.ts';
import type { ReadTasks } from './block.ts';
import { signatureOf } from './module-defaults.ts';
import { openFile, type Project, type TaskFile } from './project.ts';

/** A file of tasks, and as what it is read. */
export interface WantedFile {
  /** Absolute. */
  readonly path: string;
  readonly level: TaskLevel;
  readonly role: StandingRole | undefined;
}

/** Reads a file of tasks once, whoever asks for it; undefined: there is none. Nothing is told to `reading` yet. */
export function readTaskFile(
  { path, level, role }: WantedFile,
  reading: Reading,
  readTasks: ReadTasks,
): TaskFile | undefined {
  const { project } = reading;
  const opened = openFile(path, project);
  if (opened === undefined) return undefined;
  // Whatever a role is given, its files say the same; but roles that are imported in them may have run before.
  const defaults = signatureOf(reading.standing.moduleDefaults);
  const shared = `${level} ${path} ${role?.folder ?? ''} ${role?.collection ?? ''} ${defaults}`;
  const own = `${level} ${path} ${role?.key ?? ''} ${defaults}`;
  const known = project.taskFiles.get(shared) ?? project.taskFiles.get(own);
  if (known !== undefined) return known;
  const standing = { ...reading.standing, file: path, role };
  const inside: Reading = { ...freshReading(reading), lines: opened.lines, standing };
  inside.diagnostics.push(...opened.diagnostics);
  project.opening.push(path);
  const before = project.rendered.count;
  const { tree } = opened;
  let tasks: readonly LooseTask[] = [];
  if (tree?.kind === 'list') tasks = readTasks(tree.items, inside);
  else if (tree !== undefined && !isNothing(tree))
    inside.diagnostics.push(mistake(treePlace(tree), 'invalid-task', 'this is not a list of tasks', LIST));
  project.opening.pop();
  const { diagnostics, mentions, notices, unread, handlers, roles } = inside;
  const file: TaskFile = { tasks, diagnostics, mentions, notices, unread, handlers, roles };
  if (project.rendered.count === before) project.taskFiles.set(roles.length === 0 ? shared : own, file);
  return file;
}

const LIST = 'a file that is included holds tasks alone: it starts with `- name: …`';

/** For what may be included while tasks run: a role that it would run has not run yet for those who come after. */
export function foreseeing(reading: Reading): Reading {
  return { ...freshReading(reading), ran: new Set(reading.ran) };
}

/** What was found in a file is found in whatever it is a part of. */
export function noteFound(file: TaskFile, reading: Reading): void {
  reading.diagnostics.push(...file.diagnostics);
  // As they are: a file may be a part of many others, and these of many more.
  reading.mentions.push(file.mentions);
  reading.notices.push(file.notices);
  reading.unread.push(...file.unread);
  for (const group of file.handlers) if (!reading.handlers.includes(group)) reading.handlers.push(group);
  for (const role of file.roles) if (!reading.roles.includes(role)) reading.roles.push(role);
}

/** The tasks of a file with blocks of their own numbers where they come to stand. */
export function renumbered(
  tasks: readonly LooseTask[],
  { blocks }: Pick<Reading, 'blocks'>,
): readonly LooseTask[] {
  const numbers = new Map<number, number>();
  const numberOf = (block: number): number => {
    const number = numbers.get(block) ?? blocks.next();
    numbers.set(block, number);
    return number;
  };
  return tasks.map((task) =>
    task.within.length === 0
      ? task
      : { ...task, within: task.within.map(({ block, arm }) => ({ block: numberOf(block), arm })) },
  );
}

/** A file that imports itself, by whatever way; undefined: it does not. */
export function importLoop(path: string, place: Place, project: Project): Diagnostic | undefined {
  if (!project.opening.includes(path)) return undefined;
  const way = [...project.opening.slice(project.opening.indexOf(path)), path];
  const names = way.map((one) => openFile(one, project)?.name ?? one).join(' -> ');
  return mistake(
    place,
    'import-loop',
    `this imports itself without end: ${names}`,
    'use `include_tasks` with a `when:` that ends it',
  );
}

/** True for a file whose tasks can be run. */
export function isGood(file: TaskFile): boolean {
  return !hasErrors(file.diagnostics);
}
