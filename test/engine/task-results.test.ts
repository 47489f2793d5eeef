import { expect, test } from 'vitest';
import { check, install, poke, set } from './model-actions.ts';
import { modelHost } from './model-host.ts';
import { plan } from './model-plan.ts';
import { applied } from './model-run.ts';

test('what was ignored neither stops nor fails a host', async () => {
  const h = modelHost({ broken: new Set(['a']) });
  const tasks = [
    [set, { key: 'a', value: '1' }, { ignoreErrors: true, register: 'r' }],
    [set, { key: 'b', value: '2' }, { when: 'r.failed' }],
  ] as const;
  const run = await applied(plan({ batches: [['h']], tasks }), { h });
  expect(run).toMatchObject({ exitCode: 0, outcomes: { h: 'changed' } });
  expect(h.state.get('b')).toBe('2');
});

test('a command that changes nothing leaves its host unchanged', async () => {
  const h = modelHost();
  const tasks = [[poke, { key: 'a', value: '1' }, { changedWhen: false, register: 'p' }]] as const;
  const run = await applied(plan({ batches: [['h']], tasks }), { h });
  expect(run).toMatchObject({ exitCode: 0, outcomes: { h: 'unchanged' } });
  expect(h.verdicts.get('r')).toBe('confirmed');
});

test('failed_when judges instead of the exit code', async () => {
  const h = modelHost({ broken: new Set(['a']) });
  const good = [[poke, { key: 'a', value: '1' }, { register: 'p', failedWhen: 'p.rc > 1' }]] as const;
  expect((await applied(plan({ batches: [['h']], tasks: good }), { h })).exitCode).toBe(0);
  const bad = [[poke, { key: 'z', value: '1' }, { register: 'p', failedWhen: 'p.rc == 0' }]] as const;
  const run = await applied(plan({ batches: [['h']], tasks: bad }), { h: modelHost() });
  expect(run.whys['h']).toContain('failed_when: p.rc == 0');
});

test('handlers run once, after the tasks, only when notified by something that changed', async () => {
  const h = modelHost({ initial: { b: '2' } });
  const run = await applied(
    plan({
      batches: [['h']],
      tasks: [
        [set, { key: 'a', value: '1' }, { notify: ['restart'] }],
        [set, { key: 'a2', value: '1' }, { notify: ['restart'] }],
        [set, { key: 'b', value: '2' }, { notify: ['other'] }],
      ],
      handlers: [
        [set, { key: 'restarted', value: 'yes' }, { name: 'restart' }],
        [set, { key: 'other', value: 'yes' }, { name: 'other' }],
        [set, { key: 'heard', value: 'yes' }, { name: 'third', listen: ['restart'] }],
      ],
    }),
    { h },
  );
  expect(run.exitCode).toBe(0);
  expect(Object.fromEntries(h.state)).toEqual({ a: '1', a2: '1', b: '2', restarted: 'yes', heard: 'yes' });
  expect(h.calls.filter((call) => call.startsWith('perform'))).toHaveLength(4);
});

test('what an earlier task registered decides and fills in later ones', async () => {
  const h = modelHost({ initial: { os: '7' } });
  const tasks = [
    [check, { key: 'os', is: '7' }, { register: 'os' }],
    [
      set,
      { key: 'a', value: '{{ os.value }}-{{ inventory_hostname }}-{{ size }}' },
      { when: 'os is succeeded' },
    ],
    [set, { key: 'b', value: 'never' }, { when: 'os.value == "6"' }],
  ] as const;
  const run = await applied(plan({ batches: [['h']], tasks, variables: { size: '{{ 1 + 1 }}' } }), { h });
  expect(run.exitCode).toBe(0);
  expect(h.state.get('a')).toBe('7-h-2');
  expect(h.state.has('b')).toBe(false);
});

test('a value from a host is never read as a template', async () => {
  const h = modelHost({ initial: { os: '{{ 7 * 7 }}' } });
  const tasks = [
    [check, { key: 'os', is: '{% raw %}{{ 7 * 7 }}{% endraw %}' }, { register: 'os' }],
    [set, { key: 'a', value: '{{ os.value }}' }],
  ] as const;
  const run = await applied(plan({ batches: [['h']], tasks }), { h });
  expect(run.exitCode).toBe(0);
  expect(h.state.get('a')).toBe('{{ 7 * 7 }}');
});

test('a file of the controller that is not there refuses the run by name', async () => {
  const h = modelHost();
  const model = plan({ batches: [['h']], tasks: [[install, { src: 'motd' }]] });
  const run = await applied(model, { h });
  expect(run).toMatchObject({ exitCode: 4, outcomes: { h: 'blocked' } });
  expect(run.whys['h']).toContain('motd');
  expect((await applied(model, { h: modelHost() }, { files: { motd: 'hello' } })).exitCode).toBe(0);
});

test('the host is told which steps may leave no text', async () => {
  const h = modelHost();
  const tasks = [
    [set, { key: 'a', value: '1' }],
    [set, { key: 'b', value: '2' }, { noLog: true }],
  ] as const;
  expect((await applied(plan({ batches: [['h']], tasks }), { h })).exitCode).toBe(0);
  expect([...h.secrets]).toEqual(['r/2']);
  const other = modelHost();
  const holdsSecret = (operations: unknown): boolean => JSON.stringify(operations).includes('"a"');
  await applied(plan({ batches: [['h']], tasks }), { h: other }, { holdsSecret });
  expect([...other.secrets]).toEqual(['r/1', 'r/2']);
});

test('what a task must not log is in no event', async () => {
  const h = modelHost({ broken: new Set(['b']) });
  const tasks = [
    [poke, { key: 'a', value: 'geheim' }, { noLog: true, register: 'p', undo: 'a' }],
    [set, { key: 'c', value: 'geheim' }, { noLog: true, name: 'quiet' }],
    [set, { key: 'b', value: 'geheim' }, { noLog: true, name: 'broken' }],
  ] as const;
  const named = tasks.map(([action, params, more]) => [action, params, { name: 'hidden', ...more }] as const);
  const run = await applied(plan({ batches: [['h']], tasks: named }), { h });
  expect(run.exitCode).toBe(5);
  expect(JSON.stringify(run.events)).not.toContain('geheim');
});
