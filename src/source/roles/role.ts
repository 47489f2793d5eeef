import { tidy } from '../../model/playbook/include-places.ts';
import { inheriting, over } from '../../model/playbook/inherit.ts';
import type { Variables } from '../../model/playbook/inventory.ts';
import type { LooseTask } from '../../model/playbook/playbook.ts';
import { OPEN } from '../../model/playbook/structure.ts';
import type { JsonValue } from '../../model/values/json.ts';
import { mistake } from '../diagnostics/mistake.ts';
import { ANY } from '../playbook/handlers.ts';
import type { Known, Reading, StandingRole } from '../playbook/language.ts';
import type { ReadTasks } from '../structure/block.ts';
import { knowing } from '../structure/known.ts';
import { readingWithin } from '../structure/module-defaults.ts';
import { importLoop, noteFound, readTaskFile, renumbered } from '../structure/task-file.ts';
import { treePlace } from '../yaml/tree-place.ts';
import { argumentTask } from './argument-specs.ts';
import { tellOwnPython } from './own-python.ts';
import type { RoleCall } from './role-call.ts';
import { filesOfPart } from './role-files.ts';
import { findRole, rolePlaces } from './role-folder.ts';
import { readMeta } from './role-meta.ts';
import { readRoleVariables } from './role-variables.ts';

/** Reads tasks and handlers: the second for files of handlers. */
export interface Readers {
  readonly tasks: ReadTasks;
  readonly handlers: ReadTasks;
}

/** A role as somebody uses it. */
export interface UsedRole {
  readonly role: StandingRole;
  /** With those of the roles that it depends on, which come first. */
  readonly tasks: readonly LooseTask[];
  /** With those of the roles that it depends on, which come first. */
  readonly handlers: readonly (readonly LooseTask[])[];
  /** With what its dependencies say, the nearest word last. */
  readonly defaults: Variables;
  readonly vars: Variables;
}

/**
 * Reads a role and those it depends on: its tasks, its variables, its handlers, which join those of the play. `key` names it
 * where it is not named by who uses it. Undefined: there is no such role, which is told.
 */
export function useRole(
  call: RoleCall,
  reading: Reading,
  readers: Readers,
  parent: StandingRole | undefined,
  key?: string,
): UsedRole | undefined {
  const found = findRole(call.name.text, reading);
  if (found === undefined) return tellUnknown(call, reading);
  const meta = `${found.folder}/meta`;
  const loop = importLoop(meta, treePlace(call.name), reading.project);
  if (loop !== undefined) {
    reading.diagnostics.push(loop);
    return undefined;
  }
  tellOwnPython(found.folder, `the role \`${found.name}\``, treePlace(call.name), reading);
  const variables = (part: 'vars' | 'defaults'): Variables =>
    readRoleVariables(filesOfPart(found.folder, part, call.from[part], reading.project), reading);
  const role: StandingRole = {
    ...found,
    key: key ?? keyOf(found.folder, call, parent),
    defaults: variables('defaults'),
    vars: over(call.vars, variables('vars')),
    params: over(parent?.params ?? new Map(), call.params),
    parent,
  };
  const around = readingWithin(call.inherited.moduleDefaults, reading);
  const inRole = knowing({ ...around, standing: { ...around.standing, role } }, (before) => ({
    ...knownOf(role, before),
    'task vars': over(before['task vars'] ?? new Map(), call.inherited.vars),
  }));
  const { dependencies, specs, allowsDuplicates } = readMeta(role, inRole);
  const again = !allowsDuplicates && call.once && hasRun(call, found.folder, reading);
  reading.project.opening.push(meta);
  const needed = dependencies.map((dependency) => useRole(dependency, inRole, readers, role));
  reading.project.opening.pop();
  const uses = needed.filter((one) => one !== undefined);
  const used: Omit<UsedRole, 'handlers'> = {
    role,
    tasks: (again
      ? []
      : [
          ...uses.flatMap((one) => one.tasks),
          ...argumentTask(specs, call, role),
          ...ownTasks(role, call, inRole, readers),
        ]
    ).map((task) => inheriting(task, call.inherited)),
    defaults: merged([...uses.map((one) => one.defaults), ...parents(role).map((one) => one.defaults)]),
    vars: merged([...parents(parent).map((one) => one.vars), ...uses.map((one) => one.vars), role.vars]),
  };
  const own = note(used, call, inRole, readers);
  return { ...used, handlers: [...uses.flatMap((one) => one.handlers), own] };
}

/** What names and tags in a role may use. */
function knownOf(role: StandingRole, before: ReturnType<Known>): ReturnType<Known> {
  const none: Variables = new Map();
  const told = { role_name: role.name, ansible_role_name: role.name, role_path: role.folder };
  return {
    'role defaults': over(before['role defaults'] ?? none, role.defaults),
    'role vars': over(before['role vars'] ?? none, role.vars),
    'role params': role.params,
    'magic variables': over(
      before['magic variables'] ?? none,
      new Map(Object.entries(told).map(([name, value]) => [name, { value, at: undefined, unsafe: true }])),
    ),
  };
}

/** Its variables and its handlers become known to the play; gives the handlers. */
function note(
  used: Omit<UsedRole, 'handlers'>,
  call: RoleCall,
  reading: Reading,
  readers: Readers,
): readonly LooseTask[] {
  const { role, defaults, vars } = used;
  reading.project.roles.set(role.key, {
    ...(reading.project.roles.get(role.key) ?? NOTHING_READ),
    ...{ name: role.name, folder: role.folder, defaults, vars },
    parents: parents(role.parent).map(({ name, folder }) => ({ name, folder })),
  });
  const [path] = filesOfPart(role.folder, 'handlers', call.from.handlers, reading.project);
  if (path === undefined) return [];
  const file = readTaskFile({ path, level: 'handler', role }, reading, readers.handlers);
  if (file === undefined) return [];
  noteFound(file, reading);
  const { moduleDefaults } = reading.standing;
  const from = { ...OPEN, role: role.key, given: role.params, vars: call.inherited.vars, moduleDefaults };
  const handlers = renumbered(file.tasks, reading).map((task) => inheriting(alsoByRole(task, role), from));
  if (handlers.length > 0) reading.handlers.push(handlers);
  return handlers;
}

const NOTHING_READ = { tasks: new Map(), handlers: new Map(), open: [] } as const;

/** `notify: "role : handler"` means that of the role alone. */
function alsoByRole(task: LooseTask, { name }: StandingRole): LooseTask {
  return { ...task, listen: [...task.listen, `${name} : ${task.name}`] };
}

function ownTasks(
  role: StandingRole,
  call: RoleCall,
  reading: Reading,
  { tasks: readTasks }: Readers,
): readonly LooseTask[] {
  const [path] = filesOfPart(role.folder, 'tasks', call.from.tasks, reading.project);
  if (path === undefined) return call.from.tasks === 'main' ? [] : tellNoTasks(call, role, reading);
  const loop = importLoop(path, treePlace(call.name), reading.project);
  if (loop !== undefined) {
    reading.diagnostics.push(loop);
    return [];
  }
  const file = readTaskFile({ path, level: 'task', role }, reading, readTasks);
  if (file === undefined) return [];
  noteFound(file, reading);
  const from = { ...OPEN, role: role.key, given: role.params };
  return renumbered(file.tasks, reading).map((task) => inheriting(task, from));
}

/** The same role, given the same, is the same. */
function keyOf(folder: string, call: RoleCall, parent: StandingRole | undefined): string {
  const { from } = call;
  const said = givenTo(call);
  const files = [from.vars, from.defaults].some((name) => name !== 'main') ? [from.vars, from.defaults] : [];
  const more = [
    ...files,
    ...(said.length === 0 ? [] : [JSON.stringify(said)]),
    ...(parent ? [parent.key] : []),
  ];
  return [folder, ...more].join('\n');
}

/** Every value that a role is given, by whoever uses it. */
function givenTo({ params, vars, inherited }: RoleCall): readonly (readonly [string, JsonValue])[] {
  return [...params, ...vars, ...inherited.vars].map(([name, { value }]) => [name, value]);
}

/** True when the play has this role already, given the same; from now on it has. */
function hasRun(call: RoleCall, folder: string, { ran }: Reading): boolean {
  const { inherited, from } = call;
  const when = inherited.when.map(({ text }) => text);
  const asVars = [...call.vars, ...inherited.vars].map(([name]) => name);
  const signature = JSON.stringify([folder, from, givenTo(call), asVars, when, inherited.tags]);
  const known = ran.has(signature);
  ran.add(signature);
  return known;
}

/** A role and those that depend on it, the outermost first. */
function parents(role: StandingRole | undefined): readonly StandingRole[] {
  return role === undefined ? [] : [...parents(role.parent), role];
}

function tellUnknown({ name }: RoleCall, reading: Reading): undefined {
  // Whatever it may have had for handlers is not told once more.
  reading.unread.push(ANY);
  const hint = `it was looked for as ${rolePlaces(name.text, reading).map(tidy).join(', ')}; --roles-path names more places`;
  reading.diagnostics.push(
    mistake(treePlace(name), 'unknown-role', `there is no role \`${name.text}\``, hint),
  );
}

function tellNoTasks({ from, name }: RoleCall, role: StandingRole, reading: Reading): readonly LooseTask[] {
  const message = `the role \`${role.name}\` has no \`tasks/${from.tasks}.yml\``;
  reading.diagnostics.push(mistake(treePlace(name), 'no-such-file', message, `its folder is ${role.folder}`));
  return [];
}

function merged(all: readonly Variables[]): Variables {
  return all.length === 1 ? (all[0] ?? new Map()) : new Map(all.flatMap((one) => [...one]));
}
