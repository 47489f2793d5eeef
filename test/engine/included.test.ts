import { expect, test } from 'vitest';
import { includer } from '../../src/engine/included.ts';
import type { Plan, PlannedTask } from '../../src/model/playbook/plan.ts';
import type { LooseTask } from '../../src/model/playbook/playbook.ts';
import { EMPTY } from '../../src/model/values/json.ts';
import { read } from '../../src/source/structure/files.test-kit.ts';

const { playbook, told } = read({
  '/p/site.yml': `
- hosts: web
  tasks:
    - include_tasks: "{{ file }}"
      vars: {given: 1}
    - include_role: {name: "{{ role }}", tasks_from: "{{ part }}"}
      become: true
`,
  '/p/more.yml':
    '- command: a\n  become: true\n  become_user: me\n- block: [{command: b}]\n  always: [{command: c}]',
  '/p/bad.yml': '- pong:',
  '/p/roles/base/tasks/main.yml': '- command: of role\n- include_tasks: "{{ file }}"',
  '/p/roles/base/tasks/part.yml': '- command: part',
});
const selection = { tags: [] as readonly string[], skipTags: [] };
const plan = {
  ...{ ...playbook, folder: '/p', selection },
  plays: [{ number: 1, folder: '/p' }],
} as unknown as Plan;

/** The task of the play by its index, as it was planned. */
function by(index: number, more: Partial<PlannedTask['address']> = {}): PlannedTask {
  const task = playbook.plays[0]?.tasks[index];
  if (task === undefined) throw new Error(`there is no task ${index}`);
  return {
    task,
    address: { play: 1, section: 'tasks', task: index + 1, ...more },
    become: { become: false, user: 'root' },
    bound: EMPTY,
    title: task.name,
  };
}

const more = { kind: 'include-tasks', file: 'more.yml' } as const;
const role = (tasks: string, name = 'base') =>
  ({
    kind: 'include-role',
    role: name,
    tasks,
    handlers: 'main',
    from: { vars: 'main', defaults: 'main' },
    isPublic: false,
  }) as const;

const textOf = ({ params }: LooseTask): unknown =>
  params.kind === 'map' ? params.entries.map(({ value }) => (value as { text?: string }).text) : undefined;

test('the files were read without a mistake that counts', () => {
  expect(told).toEqual([]);
});

test('of what is included those tasks run that are asked for by their tags', () => {
  const asked = { ...plan, selection: { tags: ['t'], skipTags: [] } };
  const found = includer(asked, () => undefined)(by(0), more);
  expect(found.ok && found.value).toEqual([]);
});

test('included tasks stand where they were included, with its variables and their own rights, and are told before', () => {
  const met: (readonly PlannedTask[])[] = [];
  const found = includer(plan, (tasks) => void met.push(tasks))(by(0), more);
  const tasks = found.ok ? found.value : [];
  expect(met).toEqual([tasks]);
  expect(tasks.map(({ task, address }) => [textOf(task), address])).toEqual([
    [['a'], { play: 1, section: 'tasks', task: 1, path: '1' }],
    [['b'], { play: 1, section: 'tasks', task: 1, path: '2' }],
    [['c'], { play: 1, section: 'tasks', task: 1, path: '3', arm: 'always' }],
  ]);
  expect(tasks.map(({ become }) => become)).toEqual([
    { become: true, user: 'me' },
    { become: false, user: 'root' },
    { become: false, user: 'root' },
  ]);
  expect(tasks[0]?.task.given.get('given')?.value).toBe(1);
});

test('their blocks are told apart from those of the same file when it is included again', () => {
  const include = includer(plan, () => undefined);
  const blocks = [include(by(0), more), include(by(0), more)].map((found) =>
    found.ok ? found.value.map(({ task }) => task.within[0]?.block) : [],
  );
  const [first, second] = blocks;
  expect(first?.[1]).toBe(first?.[2]);
  expect(first?.[1]).not.toBe(second?.[1]);
  expect(first?.[0]).toBeUndefined();
});

test('an address says in which turn of a loop, and in which included file, a task stands', () => {
  const include = includer(plan, () => undefined);
  const paths = [by(0, { item: 'x' }), by(0, { path: '2' }), by(0, { path: '2', item: 'x' })].map(
    (planned) => {
      const found = include(planned, more);
      return found.ok ? found.value[0]?.address.path : undefined;
    },
  );
  expect(paths).toEqual(['[x].1', '2.1', '2.[x].1']);
});

test('the tasks of a role are found by the role and the file, and what the include says of rights is not for them', () => {
  const include = includer(plan, () => undefined);
  const found = include(by(1), role('part'));
  expect(found).toMatchObject({ ok: true, value: [{ become: { become: false } }] });
  expect(found.ok && found.value.map(({ task }) => textOf(task))).toEqual([['part']]);
  const main = include(by(1), role('main'));
  const inside = main.ok ? main.value[1] : undefined;
  // From within the role, files of its own are looked for first, and then those beside the playbook.
  expect(inside && include(inside, more)).toMatchObject({ ok: true, value: [{}, {}, {}] });
});

test('a role that is included from a role knows those around it', () => {
  const include = includer(plan, () => undefined);
  const main = include(by(1), role('main'));
  const inside = main.ok ? main.value[1] : undefined;
  const part = inside && include(inside, role('part'));
  expect(part?.ok && part.value[0]?.task.given.get('ansible_parent_role_names')?.value).toEqual(['base']);
});

const WAY_OUT = 'it must be there when the run begins: what tasks may include is read beforehand';

test.for([
  [by(0), { ...more, file: 'nope.yml' }, 'there is no file `nope.yml` to include', 'site.yml:4:7', WAY_OUT],
  [by(0), { ...more, file: 'bad.yml' }, 'there is no action `pong`', 'bad.yml:1:3', 'did you mean `ping`?'],
  [by(1), role('nope'), 'there is no role `base` with tasks `nope`', 'site.yml:6:7', WAY_OUT],
  [by(1), role('main', 'nope'), 'there is no role `nope` with tasks `main`', 'site.yml:6:7', WAY_OUT],
] as const)(
  'what is not there, or cannot be read, is a failure with its place: %#',
  ([planned, effect, why, place, hint]) => {
    const met: unknown[] = [];
    const found = includer(plan, (tasks) => void met.push(tasks))(planned, effect);
    expect(found).toEqual({ ok: false, failure: { kind: 'unrenderable', why, place, hint } });
    expect(met).toEqual([]);
  },
);
