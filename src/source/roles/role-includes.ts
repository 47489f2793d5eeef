import { includedRoleKey, withoutExtension } from '../../model/playbook/include-places.ts';
import type { LooseTask } from '../../model/playbook/playbook.ts';
import { OPEN } from '../../model/playbook/structure.ts';
import type { ScalarNode } from '../../model/values/tree.ts';
import { likeName } from '../../python/template/like-name.ts';
import { mistake } from '../diagnostics/mistake.ts';
import type { Reading } from '../playbook/language.ts';
import { foreseeing, isGood, noteFound } from '../structure/task-file.ts';
import { saidBy } from '../structure/task-includes.ts';
import { isTemplate, treePlace } from '../yaml/tree-place.ts';
import { type Readers, useRole } from './role.ts';
import { calledRole, type RoleCall, saysYes } from './role-call.ts';
import { rolePlaces } from './role-folder.ts';

/** The tasks of the role that `import_role` names. Its variables are seen by the whole play. */
export function importRole(task: LooseTask, reading: Reading, readers: Readers): readonly LooseTask[] {
  const call = calledRole(task.params, saidBy(task));
  if (call === undefined) return [];
  const told = (code: 'template' | 'unsupported', message: string): readonly LooseTask[] => {
    reading.diagnostics.push(mistake(treePlace(call.name), code, message, 'write `include_role`'));
    return [];
  };
  if (task.loop !== undefined) return told('unsupported', '`import_role` cannot be in a loop');
  if (isTemplate(call.name.text) || isTemplate(call.from.tasks))
    return told('template', 'what `import_role` imports is needed before any variable is known');
  const used = useRole(call, reading, readers, undefined);
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
    foreseeRole(one, reading, readers, name === call.name && !isTemplate(call.from.tasks));
  }
  if (saysYes(task.params, 'public') && !isTemplate(call.name.text)) reading.roles.push(keyOf(call, reading));
}

/** Tasks may include their own role, and this is no reason to read it without end. */
function foreseeRole(call: RoleCall, reading: Reading, readers: Readers, certain: boolean): void {
  const { project } = reading;
  const key = keyOf(call, reading);
  const underway = `${key}\n${call.from.tasks}`;
  if (
    project.opening.includes(underway) ||
    project.roles.get(key)?.tasks.has(withoutExtension(call.from.tasks))
  )
    return;
  project.opening.push(underway);
  for (const tasks of taskNames(call, reading)) {
    const inside = foreseeing(reading);
    const used = useRole({ ...call, from: { ...call.from, tasks } }, inside, readers, undefined, key);
    const file = { ...inside, tasks: used?.tasks ?? [] };
    if (certain || isGood(file)) noteFound({ ...file, roles: [] }, reading);
    const role = project.roles.get(key);
    if (used === undefined || role === undefined || !isGood(file)) continue;
    project.roles.set(key, {
      ...role,
      tasks: new Map([...role.tasks, [withoutExtension(tasks), used.tasks]]),
    });
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

function taskNames(call: RoleCall, reading: Reading): readonly string[] {
  if (!isTemplate(call.from.tasks)) return [call.from.tasks];
  const pattern = likeName(call.from.tasks);
  const names = rolePlaces(call.name.text, reading).flatMap(
    (folder) => reading.project.files.list(`${folder}/tasks`) ?? [],
  );
  return [...new Set(names.map(withoutExtension))].filter((one) => pattern.test(one));
}
