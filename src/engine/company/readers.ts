import type { Variable, Variables } from '../../model/playbook/inventory.ts';
import type { Plan } from '../../model/playbook/plan.ts';
import type { LooseTask, Task } from '../../model/playbook/playbook.ts';
import { isJsonList, isJsonObject, type JsonValue } from '../../model/values/json.ts';
import type { ScalarNode, Tree } from '../../model/values/tree.ts';

/** What tells of other hosts as they are at this moment. */
const TELLING: readonly string[] = ['hostvars', 'ansible_play_hosts', 'ansible_play_batch', 'play_hosts'];

type Read = Pick<
  Task | LooseTask,
  | 'params'
  | 'when'
  | 'changedWhen'
  | 'failedWhen'
  | 'loop'
  | 'until'
  | 'vars'
  | 'given'
  | 'undo'
  | 'impact'
  | 'name'
>;

/** Whether a task looks at other hosts: by itself, or by variables whose values do. */
export type LooksAtOthers = (task: Read) => string | undefined;

/** Works out once which variables of a plan look at other hosts. */
export function readersIn(plan: Plan): LooksAtOthers {
  const known = readers.get(plan);
  if (known !== undefined) return known;
  const telling = tellingNames(plan);
  const tasks = new WeakMap<Read, { readonly name: string | undefined }>();
  const made: LooksAtOthers = (task) => {
    const found = tasks.get(task) ?? { name: firstOf(textsOf(task), telling) };
    tasks.set(task, found);
    return found.name;
  };
  readers.set(plan, made);
  return made;
}

const readers = new WeakMap<Plan, LooksAtOthers>();

/** The names that tell of other hosts, and those of variables that come to use one of them. */
function tellingNames({ plays, hosts, extraVariables, roles, varsFiles }: Plan): ReadonlySet<string> {
  const ofRoles = [...roles.values()].flatMap(({ vars, defaults }) => [vars, defaults]);
  const written: readonly Variables[] = [
    extraVariables,
    ...plays.map(({ vars }) => vars),
    ...ofRoles,
    ...varsFiles.values(),
    ...[...hosts.values()].map(({ variables }) => variables),
  ];
  // A variable of a group is one and the same for all its hosts.
  const seen = new Set<Variable>();
  const templates: (readonly [name: string, texts: readonly string[]])[] = [];
  for (const variables of written) {
    for (const [name, variable] of variables) {
      if (seen.has(variable)) continue;
      seen.add(variable);
      const texts = textsIn(variable.value).filter((text) => text.includes('{'));
      if (texts.length > 0) templates.push([name, texts]);
    }
  }
  const names = new Set(TELLING);
  for (let before = 0; before < names.size; ) {
    before = names.size;
    for (const [name, texts] of templates) if (firstOf(texts, names) !== undefined) names.add(name);
  }
  return names;
}

function firstOf(texts: readonly string[], names: ReadonlySet<string>): string | undefined {
  for (const text of texts) {
    const name = text.match(/[A-Za-z_]\w*/g)?.find((word) => names.has(word));
    if (name !== undefined) return name;
  }
  return undefined;
}

function textsOf(task: Read): readonly string[] {
  const conditions = [...task.when, ...(task.changedWhen ?? []), ...(task.failedWhen ?? [])];
  const nodes: readonly (ScalarNode | undefined)[] = [
    ...conditions,
    ...(task.until?.conditions ?? []),
    task.loop?.label,
    task.undo,
    task.impact,
  ];
  return [
    task.name,
    ...nodes.flatMap((node) => (node === undefined ? [] : [node.text])),
    ...[...task.vars.values(), ...task.given.values()].flatMap(({ value }) => textsIn(value)),
    ...scalarsIn(task.params),
    ...(task.loop === undefined ? [] : scalarsIn(task.loop.source)),
  ];
}

function scalarsIn(tree: Tree): readonly string[] {
  if (tree.kind === 'scalar') return [tree.text];
  return tree.kind === 'list'
    ? tree.items.flatMap(scalarsIn)
    : tree.entries.flatMap(({ value }) => scalarsIn(value));
}

function textsIn(value: JsonValue): readonly string[] {
  if (typeof value === 'string') return [value];
  if (isJsonList(value)) return value.flatMap(textsIn);
  return isJsonObject(value) ? Object.values(value).flatMap(textsIn) : [];
}
