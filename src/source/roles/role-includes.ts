import { includedRoleKey, includedRoleStem, withoutExtension } from '../../model/playbook/include-places.ts';
import type { LooseTask, Role } from '../../model/playbook/playbook.ts';
import { OPEN } from '../../model/playbook/structure.ts';
import type { ScalarNode } from '../../model/values/tree.ts';
import { likeName } from '../../python/template/like-name.ts';
import { mistake } from '../diagnostics/mistake.ts';
import { visibleHandlers } from '../playbook/handlers.ts';
import { freshReading, type Reading } from '../playbook/language.ts';
import { knowingVars, withKnown } from '../structure/known.ts';
import { foreseeing, isGood, noteFound } from '../structure/task-file.ts';
import { saidBy } from '../structure/task-includes.ts';
import { entryOf, isTemplate, treePlace } from '../yaml/tree-place.ts';
import { type Readers, useRole } from './role.ts';
import { calledRole, type RoleCall, saysNo } from './role-call.ts';
import { rolePlaces } from './role-folder.ts';

/** The tasks of the role that `import_role` names. Its variables are seen by the whole play. */
export function importRole(task: LooseTask, reading: Reading, readers: Readers): readonly LooseTask[] {
  const names = ['name', 'role', 'tasks_from', 'handlers_from', 'vars_from', 'defaults_from'];
  const inside = knowingVars(task.vars, reading);
  const params =
    task.params.kind === 'map' ? withKnown(task.params, names, inside, 'include_role') : task.params;
  const call = calledRole(params, saidBy(task));
  if (call === undefined) return [];
  if (task.loop !== undefined) {
    const message = '`import_role` cannot be in a loop';
    reading.diagnostics.push(mistake(treePlace(call.name), 'unsupported', message, 'write `include_role`'));
    return [];
  }
  const used = useRole(call, inside, readers, undefined);
  if (used === undefined) return [];
  reading.roles.push(used.role.key);
  return used.tasks;
}

/** Reads beforehand the roles that `include_role` may come to. */
export function foreseeRoles(task: LooseTask, reading: Reading, readers: Readers): void {
  const call = calledRole(task.params, OPEN);
  if (call === undefined) return;
  for (const name of namesLike(call.name, reading)) {
    const one = { ...call, name };
    foreseeNamed(one, call, reading, readers);
    leaveOpen(one, [...task.vars.keys(), ...loopNames(task)], reading);
    if (entryOf(task.params, 'public') !== undefined && !saysNo(task.params, 'public')) show(one, reading);
  }
}

/** Whatever files its variables come from. */
function show({ name }: RoleCall, { project: { roles }, standing }: Reading): void {
  const stem = includedRoleStem(standing.playFolder, name.text);
  for (const [key, role] of roles) if (key.startsWith(stem)) roles.set(key, { ...role, isShown: true });
}

/** What its loop gives to what it includes. */
function loopNames({ loop }: LooseTask): readonly string[] {
  return loop === undefined
    ? []
    : [loop.variable, ...(loop.index === undefined ? [] : [loop.index]), 'ansible_loop'];
}

function foreseeNamed(call: RoleCall, written: RoleCall, reading: Reading, readers: Readers): void {
  const { name, from } = call;
  if (!isTemplate(from.vars) && !isTemplate(from.defaults)) {
    foreseeRole(
      call,
      reading,
      readers,
      name === written.name && !isTemplate(from.tasks) && !isTemplate(from.handlers),
    );
    return;
  }
  const read = variableFilesLike(call, reading).flatMap((files) => {
    const one = { ...call, from: { ...from, ...files } };
    const inside = foreseeing(reading);
    foreseeRole(one, inside, readers, false);
    // Which of these files gives a handler its variables is not known here.
    noteFound({ ...inside, tasks: [], handlers: [] }, reading);
    return reading.project.roles.get(keyOf(one, reading)) ?? [];
  });
  noteOpen(call, read, reading, readers);
}

/** The handlers of a role whose files of variables a run chooses, as far as they can be checked before that. */
function noteOpen(call: RoleCall, read: readonly Role[], reading: Reading, readers: Readers): void {
  const inside = foreseeing(reading);
  for (const handlers of filesNamed('handlers', call, reading))
    useRole({ ...call, from: { ...call.from, handlers } }, inside, readers, undefined, keyOf(call, reading));
  noteFound({ ...freshReading(inside), tasks: [], handlers: inside.handlers }, reading);
  const names = read.flatMap(({ vars, defaults }) => [...vars.keys(), ...defaults.keys()]);
  leaveOpen(call, names, reading);
}

function leaveOpen(call: RoleCall, names: readonly string[], reading: Reading): void {
  const { roles } = reading.project;
  const key = keyOf(call, reading);
  const role = roles.get(key);
  if (role !== undefined) roles.set(key, { ...role, open: [...new Set([...role.open, ...names])] });
}

/** Tasks may include their own role, and this is no reason to read it without end. */
function foreseeRole(call: RoleCall, reading: Reading, readers: Readers, certain: boolean): void {
  const { project } = reading;
  const key = keyOf(call, reading);
  const underway = `${key}\n${call.from.tasks}\n${call.from.handlers}`;
  if (project.opening.includes(underway)) return;
  const known = project.taskFiles.get(underway);
  if (known !== undefined) {
    // Another play, or another task, includes it too.
    noteFound({ ...known, diagnostics: [] }, reading);
    return;
  }
  project.opening.push(underway);
  for (const files of filesTogether(call, reading)) {
    const inside = foreseeing(reading);
    const used = useRole({ ...call, from: { ...call.from, ...files } }, inside, readers, undefined, key);
    const file = { ...inside, tasks: used?.tasks ?? [] };
    const found = { ...file, roles: [] };
    if (certain || isGood(file)) noteFound(found, reading);
    const role = project.roles.get(key);
    if (used === undefined || role === undefined || !isGood(file)) continue;
    const handlers = visibleHandlers(used.handlers);
    project.roles.set(key, {
      ...role,
      tasks: new Map([...role.tasks, [withoutExtension(files.tasks), used.tasks]]),
      handlers: new Map([...role.handlers, [withoutExtension(files.handlers), handlers]]),
    });
    if (files.tasks === call.from.tasks && files.handlers === call.from.handlers)
      project.taskFiles.set(underway, found);
  }
  project.opening.pop();
}

function keyOf({ name, from }: RoleCall, { standing }: Reading): string {
  return includedRoleKey(standing.playFolder, name.text, from);
}

/** The name itself, or each role that a name with templates in it may come to. */
function namesLike(name: ScalarNode, reading: Reading): readonly ScalarNode[] {
  if (!isTemplate(name.text)) return [name];
  const pattern = likeName(name.text);
  const folders = rolePlaces('.', reading);
  const names = folders.flatMap((folder) => reading.project.files.list(folder) ?? []);
  const roles = [...new Set(names)].filter((one) => pattern.test(one));
  return roles
    .filter((one) => folders.some((folder) => isRole(`${folder}/${one}`, reading)))
    .map((text) => ({ ...name, value: text, text }));
}

function isRole(folder: string, { project }: Reading): boolean {
  return ['tasks', 'meta', 'defaults', 'vars', 'handlers'].some(
    (part) => project.files.list(`${folder}/${part}`) !== undefined,
  );
}

/** The files of variables that a role has for names with templates in them, with and without their endings. */
function variableFilesLike(
  { name, from }: RoleCall,
  reading: Reading,
): readonly Pick<RoleCall['from'], 'vars' | 'defaults'>[] {
  const like = (part: 'vars' | 'defaults'): readonly string[] => {
    if (!isTemplate(from[part])) return [from[part]];
    const pattern = likeName(from[part]);
    const names = rolePlaces(name.text, reading).flatMap(
      (folder) => reading.project.files.list(`${folder}/${part}`) ?? [],
    );
    return [...new Set(names.flatMap((one) => [one, withoutExtension(one)]))].filter((one) =>
      pattern.test(one),
    );
  };
  const defaults = like('defaults');
  return like('vars').flatMap((vars) => defaults.map((one) => ({ vars, defaults: one })));
}

/** Its files of tasks and those of handlers, each read at least once. */
function filesTogether(
  call: RoleCall,
  reading: Reading,
): readonly Pick<RoleCall['from'], 'tasks' | 'handlers'>[] {
  const allTasks = filesNamed('tasks', call, reading);
  const allHandlers = filesNamed('handlers', call, reading);
  const { handlers: written } = call.from;
  const [anyTasks] = allTasks;
  if (anyTasks === undefined) return [];
  return Array.from({ length: Math.max(allTasks.length, allHandlers.length) }, (_, index) => ({
    tasks: allTasks[index] ?? anyTasks,
    handlers: allHandlers[index] ?? allHandlers[0] ?? written,
  }));
}

/** The name of its file of tasks or of handlers, or each that it may come to. */
function filesNamed(part: 'tasks' | 'handlers', call: RoleCall, reading: Reading): readonly string[] {
  const written = call.from[part];
  if (!isTemplate(written)) return [written];
  const pattern = likeName(written);
  const names = rolePlaces(call.name.text, reading).flatMap(
    (folder) => reading.project.files.list(`${folder}/${part}`) ?? [],
  );
  return [...new Set(names.map(withoutExtension))].filter((one) => pattern.test(one));
}
