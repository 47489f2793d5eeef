import { expect, test } from 'vitest';
import { AT_HOME } from '../../src/model/playbook/structure.ts';
import { set } from './model-actions.ts';
import { modelHost } from './model-host.ts';
import { type ModelPlay, type ModelTask, plan, scalar } from './model-plan.ts';
import { applied } from './model-run.ts';

const names = ['a', 'b', 'c', 'd', 'e'];

/** How many hosts did each task at the same time at most, in the order of the tasks. */
async function mostAtOnce(
  tasks: readonly ModelTask[],
  more: Omit<ModelPlay, 'batches'> = {},
): Promise<readonly number[]> {
  const now = new Map<string, number>();
  const most = new Map<string, number>();
  const hosts = Object.fromEntries(names.map((name) => [name, modelHost()]));
  const { exitCode } = await applied(plan({ batches: [names], tasks, ...more }), hosts, {
    onEvent: (event) => {
      if (event.type !== 'task.started' && event.type !== 'task.changed') return;
      const count = (now.get(event.title) ?? 0) + (event.type === 'task.started' ? 1 : -1);
      now.set(event.title, count);
      most.set(event.title, Math.max(count, most.get(event.title) ?? 0));
    },
  });
  expect(exitCode).toBe(0);
  return [...most.values()];
}

const put = (key: string, more: ModelTask[2] = {}): ModelTask => [set, { key, value: '1' }, more];
const most = (throttle: number): ModelTask[2] => ({ across: { ...AT_HOME, throttle } });

test.for(['linear', 'free'] as const)(
  'with strategy %s no more hosts than `throttle` says do a task',
  async (strategy) => {
    const tasks = [put('x', most(2)), put('y'), put('z', most(1))];
    const [x, y, z] = await mostAtOnce(tasks, { strategy });
    expect({ x, z }).toEqual({ x: 2, z: 1 });
    if (strategy === 'linear') expect(y).toBe(5);
  },
);

test.for([0, 9])('throttle: %i holds nobody up', async (throttle) => {
  expect(await mostAtOnce([put('x', most(throttle))])).toEqual([5]);
});

test('a template says it', async () => {
  const computed = { throttle: scalar('{{ 1 + how_many }}') };
  expect(await mostAtOnce([put('x', { computed })], { variables: { how_many: 2 } })).toEqual([3]);
});

test('a throttled task is done by all before one goes on', async () => {
  const order: string[] = [];
  const hosts = Object.fromEntries(
    names.map((name) => [name, modelHost({ onStep: (number) => order.push(`${name}${number}`) })]),
  );
  await applied(plan({ batches: [names], tasks: [put('x', most(1)), put('y')] }), hosts);
  expect(order.slice(0, 5)).toEqual(['a1', 'b1', 'c1', 'd1', 'e1']);
});

test('a template that gives no number fails the task where it stands', async () => {
  const computed = { throttle: scalar('{{ nobody }}') };
  const run = await applied(plan({ batches: [['a']], tasks: [put('x', { computed })] }), { a: modelHost() });
  expect(run.exitCode).toBe(4);
  expect(run.whys['a']).toContain('`nobody` is undefined');
});
