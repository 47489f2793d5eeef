import { expect, test } from 'vitest';
import { check, install, poke, same, set } from './model-actions.ts';
import { modelHost } from './model-host.ts';
import { plan } from './model-plan.ts';
import { applied } from './model-run.ts';

const setA = [set, { key: 'a', value: '1' }] as const;
const setB = [set, { key: 'b', value: '2' }] as const;

test('a host that differs is changed, verified, and told so', async () => {
  const h = modelHost({ initial: { a: '0' } });
  const run = await applied(plan({ batches: [['h']], tasks: [setA, setB] }), { h });
  expect(run).toMatchObject({ exitCode: 0, outcomes: { h: 'changed' } });
  expect(Object.fromEntries(h.state)).toEqual({ a: '1', b: '2' });
  expect(h.verdicts.get('r')).toBe('confirmed');
});

test('a host that is as wanted costs one question and is not written to', async () => {
  const h = modelHost({ initial: { a: '1', b: '2', c: 'x' } });
  const run = await applied(
    plan({
      batches: [['h']],
      preflight: [[check, { key: 'c', is: 'x' }]],
      tasks: [setA, setB],
      verify: [
        [check, { key: 'a', is: '1' }],
        [same, { key: 'c' }],
      ],
    }),
    { h },
  );
  expect(run).toMatchObject({ exitCode: 0, outcomes: { h: 'unchanged' } });
  expect(h.calls).toEqual(['connect', 'observe 3']);
});

test('a changed task costs one more round trip, and one ends the run', async () => {
  const h = modelHost();
  await applied(plan({ batches: [['h']], tasks: [setA, setB] }), { h });
  expect(h.calls).toEqual(['connect', 'observe 2', 'perform 1', 'perform 2', 'finish confirmed']);
});

test('nothing is sent to a host before its intent is recorded', async () => {
  const h = modelHost();
  await applied(
    plan({ batches: [['h']], tasks: [setA] }),
    { h },
    {
      onEvent: (event) => {
        if (event.type === 'task.intent') expect(h.calls).not.toContain('perform 1');
      },
    },
  );
  expect(h.calls).toContain('perform 1');
});

test('when the journal cannot be written, the host is not touched', async () => {
  const h = modelHost();
  const running = applied(
    plan({ batches: [['h']], tasks: [setA] }),
    { h },
    {
      onEvent: (event) => {
        if (event.type === 'task.intent') throw new Error('no space left on device');
      },
    },
  );
  await expect(running).rejects.toThrow('no space left on device');
  expect(h.state.size).toBe(0);
});

test('a task that fails takes its host back, newest first, and no further host starts', async () => {
  const hosts = {
    one: modelHost({ initial: { a: '0' } }),
    two: modelHost({ initial: { a: '0', z: 'z' }, broken: new Set(['c']) }),
    three: modelHost({ initial: { a: '0' } }),
  };
  const run = await applied(
    plan({ batches: [['one'], ['two'], ['three']], tasks: [setA, setB, [set, { key: 'c', value: '3' }]] }),
    hosts,
  );
  expect(run.outcomes).toEqual({ one: 'changed', two: 'rolled-back', three: 'not-started' });
  expect(run.exitCode).toBe(5);
  expect(run.whys['two']).toContain('c is broken');
  expect(Object.fromEntries(hosts.two.state)).toEqual({ a: '0', z: 'z' });
  expect(hosts.two.calls).toContain('undo 3 2 1');
  expect(hosts.two.verdicts.get('r')).toBe('rolledback');
  expect(hosts.three.calls).toEqual(['connect', 'observe 3']);
});

test('an undo that fails does not stop the others, and a person is called', async () => {
  const h = modelHost({ initial: { a: '0', b: '0' }, broken: new Set(['c']), stubborn: new Set(['b']) });
  const run = await applied(
    plan({ batches: [['h']], tasks: [setA, setB, [set, { key: 'c', value: '3' }]] }),
    { h },
  );
  expect(run).toMatchObject({ exitCode: 6, outcomes: { h: 'rollback-failed' } });
  expect(h.state.get('a')).toBe('0');
  expect(h.state.get('b')).toBe('2');
  expect(h.verdicts.get('r')).toBe('rollback-failed');
  expect(run.whys['h']).toContain('it will not go back');
});

test('a change that does not take is a failure, and goes back', async () => {
  const h = modelHost({ stuck: new Set(['a']) });
  const run = await applied(plan({ batches: [['h']], tasks: [setB, setA] }), { h });
  expect(run).toMatchObject({ exitCode: 5, outcomes: { h: 'rolled-back' } });
  expect(run.whys['h']).toContain('still differs');
  expect(h.state.size).toBe(0);
});

test('verification that fails takes the host back', async () => {
  const h = modelHost({ initial: { health: 'bad' } });
  const verify = [[check, { key: 'health', is: 'good' }]] as const;
  const run = await applied(plan({ batches: [['h']], tasks: [setA], verify }), { h });
  expect(run).toMatchObject({ exitCode: 5, outcomes: { h: 'rolled-back' } });
  expect(Object.fromEntries(h.state)).toEqual({ health: 'bad' });
});

test('verification can wait for a host to recover', async () => {
  const h = modelHost({ initial: { health: 'bad' } });
  let looks = 0;
  const connect = h.connect;
  const recovering = {
    ...h,
    connect: async () => {
      const connection = await connect();
      return {
        ...connection,
        session: async (...args: Parameters<typeof connection.session>) => {
          const session = await connection.session(...args);
          return {
            ...session,
            observe: (...asked: Parameters<typeof session.observe>) => {
              looks += 1;
              if (looks === 4) h.state.set('health', 'good');
              return session.observe(...asked);
            },
          };
        },
      };
    },
  };
  const verify = [[check, { key: 'health', is: 'good', wait: true }]] as const;
  const run = await applied(plan({ batches: [['h']], tasks: [setA], verify }), { h: recovering });
  expect(run).toMatchObject({ exitCode: 0, outcomes: { h: 'changed' } });
});

test('waiting has an end', async () => {
  const h = modelHost();
  const verify = [[check, { key: 'health', is: 'good', wait: true }]] as const;
  const run = await applied(plan({ batches: [['h']], tasks: [setA], verify }), { h });
  expect(run.outcomes).toEqual({ h: 'rolled-back' });
  expect(run.whys['h']).toContain('still waiting for health is absent, not good after 10 s');
});

test('verification compares with the host as it was before the run', async () => {
  const good = modelHost({ initial: { a: '0', rules: 'r' } });
  const bad = modelHost({ initial: { a: '0', rules: 'r' }, onStep: () => bad.state.set('rules', 'gone') });
  const tasks = [setA];
  const verify = [[same, { key: 'rules' }]] as const;
  const run = await applied(plan({ batches: [['good'], ['bad']], tasks, verify }), { good, bad });
  expect(run.outcomes).toEqual({ good: 'changed', bad: 'rolled-back' });
  expect(run.whys['bad']).toContain('rules is no longer what it was');
});

test('one host that cannot be reached, and nothing is changed anywhere', async () => {
  const hosts = { up: modelHost(), down: modelHost({ down: true }) };
  const run = await applied(plan({ batches: [['up', 'down']], tasks: [setA] }), hosts);
  expect(run).toMatchObject({ exitCode: 4, outcomes: { up: 'not-started', down: 'unreachable' } });
  expect(hosts.up.state.size).toBe(0);
});

test('one host that fails preflight, and nothing is changed anywhere', async () => {
  const hosts = { good: modelHost({ initial: { os: '7' } }), bad: modelHost({ initial: { os: '6' } }) };
  const preflight = [[check, { key: 'os', is: '7' }]] as const;
  const run = await applied(plan({ batches: [['good'], ['bad']], preflight, tasks: [setA] }), hosts);
  expect(run).toMatchObject({ exitCode: 4, outcomes: { good: 'not-started', bad: 'blocked' } });
  expect(hosts.good.state.has('a')).toBe(false);
});

test('a failure that is certain before anything was done refuses the run', async () => {
  const hosts = { one: modelHost({ initial: { os: '7' } }), two: modelHost() };
  const run = await applied(
    plan({ batches: [['one'], ['two']], tasks: [[check, { key: 'os', is: '7' }], setA] }),
    hosts,
  );
  expect(run).toMatchObject({ exitCode: 4, outcomes: { one: 'not-started', two: 'blocked' } });
  expect(hosts.one.state.has('a')).toBe(false);
});

test('who does not agree to the preview keeps every host as it is', async () => {
  const h = modelHost();
  const run = await applied(
    plan({ batches: [['h']], tasks: [setA] }),
    { h },
    { approve: { kind: 'declined' } },
  );
  expect(run).toMatchObject({ exitCode: 130, outcomes: { h: 'not-started' } });
  expect(h.state.size).toBe(0);
});

test('what would flush the firewall is refused once its values are known, unless the task accepts it', async () => {
  const hosts = { h: modelHost() };
  const flush = (allowFlush: boolean) =>
    plan({
      batches: [['h']],
      tasks: [[set, { key: 'a', value: '{{ word }}' }, { allowFlush }]],
      variables: { word: 'flushed' },
    });
  const refused = await applied(flush(false), hosts);
  expect(refused).toMatchObject({ exitCode: 4, outcomes: { h: 'blocked' } });
  expect(refused.whys['h']).toContain('`set flushed`');
  expect(hosts.h.state.size).toBe(0);
  expect(await applied(flush(true), hosts)).toMatchObject({ exitCode: 0, outcomes: { h: 'changed' } });
});

test('a task that is not wanted step by step is left out on every host, and the rest is done', async () => {
  const hosts = { a: modelHost(), b: modelHost() };
  const tasks = [
    [set, { key: 'x', value: '1' }, { name: 'set x', register: 'x' }],
    [set, { key: 'y', value: '1' }, { name: 'set y', when: 'x is skipped' }],
  ] as const;
  const asked: string[] = [];
  const run = await applied(plan({ batches: [['a'], ['b']], tasks }), hosts, {
    confirmTask: async (_, title) => {
      asked.push(title);
      return title !== 'set x';
    },
  });
  expect(run).toMatchObject({ exitCode: 0, outcomes: { a: 'changed', b: 'changed' } });
  expect(Object.fromEntries(hosts.b.state)).toEqual({ y: '1' });
  expect(asked).toEqual(['set x', 'set y', 'set x', 'set y']);
});

test('hosts that are excepted are left alone, and the others are changed', async () => {
  const hosts = { a: modelHost(), b: modelHost() };
  const approve = { kind: 'granted', except: new Map([['a', 'it has moved']]) } as const;
  const run = await applied(plan({ batches: [['a'], ['b']], tasks: [setA] }), hosts, { approve });
  expect(run).toMatchObject({
    exitCode: 1,
    outcomes: { a: 'blocked', b: 'changed' },
    whys: { a: 'it has moved' },
  });
  expect(hosts.a.state.size).toBe(0);
});

test('hosts for which a run is refused keep all others from being changed', async () => {
  const hosts = { a: modelHost(), b: modelHost() };
  const approve = { kind: 'refused', because: new Map([['b', 'it has moved']]) } as const;
  const run = await applied(plan({ batches: [['a'], ['b']], tasks: [setA] }), hosts, { approve });
  expect(run).toMatchObject({ exitCode: 4, outcomes: { a: 'not-started', b: 'blocked' } });
  expect([hosts.a.state.size, hosts.b.state.size]).toEqual([0, 0]);
});

test.for([
  { onFailure: 'stop', exitCode: 1, outcomes: { a: 'failed', b: 'not-started' }, state: { x: '1' } },
  { onFailure: 'continue', exitCode: 1, outcomes: { a: 'failed', b: 'changed' }, state: { x: '1' } },
  { onFailure: 'rollback_host', exitCode: 5, outcomes: { a: 'rolled-back', b: 'not-started' }, state: {} },
] as const)('on_failure: $onFailure', async ({ onFailure, exitCode, outcomes, state }) => {
  const hosts = { a: modelHost({ broken: new Set(['y']) }), b: modelHost() };
  const tasks = [
    [set, { key: 'x', value: '1' }],
    [set, { key: 'y', value: '1' }],
  ] as const;
  const run = await applied(plan({ batches: [['a'], ['b']], onFailure, tasks }), hosts);
  expect(run).toMatchObject({ exitCode, outcomes });
  expect(Object.fromEntries(hosts.a.state)).toEqual(state);
});

test('on_failure: rollback_run takes back what had succeeded, the last one first', async () => {
  const hosts = { a: modelHost(), b: modelHost(), c: modelHost({ broken: new Set(['a']) }), d: modelHost() };
  const run = await applied(
    plan({ batches: [['a'], ['b'], ['c'], ['d']], onFailure: 'rollback_run', tasks: [setB, setA] }),
    hosts,
  );
  expect(run.outcomes).toEqual({ a: 'rolled-back', b: 'rolled-back', c: 'rolled-back', d: 'not-started' });
  expect(run.exitCode).toBe(5);
  expect([...hosts.a.state, ...hosts.b.state, ...hosts.c.state]).toEqual([]);
  const order = run.events
    .filter(({ type }) => type === 'undo.started')
    .map((event) => 'host' in event && event.host);
  expect(order).toEqual(['c', 'b', 'a']);
});

test('max_fail_percentage lets the line go on up to its part of a batch', async () => {
  const broken = { broken: new Set(['a']) };
  const hosts = { a: modelHost(broken), b: modelHost(), c: modelHost(), d: modelHost(), e: modelHost() };
  const batches = [['a', 'b', 'c', 'd'], ['e']];
  const goesOn = await applied(plan({ batches, maxFailPercentage: 25, tasks: [setA] }), hosts);
  expect(goesOn.outcomes).toMatchObject({ a: 'rolled-back', e: 'changed' });
  expect(goesOn.exitCode).toBe(5);
});

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

test('a command without an undo is named when it has to stay', async () => {
  const h = modelHost({ broken: new Set(['b']) });
  const run = await applied(plan({ batches: [['h']], tasks: [[poke, { key: 'a', value: '1' }], setB] }), {
    h,
  });
  expect(run).toMatchObject({ exitCode: 6, outcomes: { h: 'rollback-failed' } });
  expect(run.whys['h']).toContain('it has no undo');
});

test.for([
  ['an undo', { undo: 'a' }, {}],
  ['irreversible: true', { irreversible: true }, { a: '1' }],
  ['changed_when: false', { changedWhen: false }, { a: '1' }],
] as const)('a command with %s calls for nobody', async ([, more, left]) => {
  const h = modelHost({ broken: new Set(['b']) });
  const run = await applied(
    plan({ batches: [['h']], tasks: [[poke, { key: 'a', value: '1' }, more], setB] }),
    { h },
  );
  expect(run).toMatchObject({ exitCode: 5, outcomes: { h: 'rolled-back' } });
  expect(Object.fromEntries(h.state)).toEqual(left);
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

test('batches wait between them when something was changed', async () => {
  const model = plan({ batches: [['a'], ['b']], soakMs: 90_000, tasks: [setA] });
  const run = await applied(model, { a: modelHost(), b: modelHost() });
  expect(run.events.filter(({ type }) => type === 'soak.started')).toHaveLength(1);
  expect(run.events.at(-1)).toMatchObject({ type: 'run.finished', elapsedMs: 90_000 });
  const still = await applied(model, { a: modelHost({ initial: { a: '1' } }), b: modelHost() });
  expect(still.events.filter(({ type }) => type === 'soak.started')).toHaveLength(0);
});

test('answers that have grown old are asked again before anything is changed', async () => {
  const hosts = { a: modelHost(), b: modelHost() };
  await applied(plan({ batches: [['a'], ['b']], soakMs: 90_000, tasks: [setA] }), hosts);
  expect(hosts.a.calls.filter((call) => call.startsWith('observe'))).toHaveLength(1);
  expect(hosts.b.calls.filter((call) => call.startsWith('observe'))).toHaveLength(2);
});

test('several plays: a host keeps its connection, and each play is confirmed by itself', async () => {
  const h = modelHost();
  const run = await applied(plan({ batches: [['h']], tasks: [setA] }, { batches: [['h']], tasks: [setB] }), {
    h,
  });
  expect(run).toMatchObject({ exitCode: 0, outcomes: { h: 'changed' } });
  expect([...h.verdicts]).toEqual([
    ['r', 'confirmed'],
    ['r.2', 'confirmed'],
  ]);
  expect(h.calls.filter((call) => call === 'connect')).toHaveLength(1);
});

test('several plays: the second goes back alone, and what follows does not start', async () => {
  const h = modelHost({ broken: new Set(['b']) });
  const model = plan(
    { batches: [['h']], tasks: [setA] },
    { batches: [['h']], tasks: [[set, { key: 'c', value: '3' }], setB] },
  );
  const run = await applied(model, { h });
  expect(run).toMatchObject({ exitCode: 5, outcomes: { h: 'rolled-back' } });
  expect(Object.fromEntries(h.state)).toEqual({ a: '1' });
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
