import { expect, test } from 'vitest';
import type { TimedEvent } from '../../src/report/fold/timed-event.ts';
import { applyRun, bigScene, planRun, type Scene } from './scene.ts';
import { type Told, toldRun } from './told.ts';
import { END, watch } from './watch.ts';

const some: Scene = {
  batches: [['node-1'], ['node-2', 'node-3', 'node-4', 'node-5', 'node-6', 'node-7']],
  fates: { 'node-3': 'rolled-back' },
};

/** The lines of the list: what stands below the last empty line. */
function list(lines: readonly string[]): string {
  return lines
    .slice(lines.lastIndexOf('') + 1)
    .map((line) => line.replace(/^[⠀-⣿|/\\-]/u, '*').replace(/^( *)[⠀-⣿|/\\-] /u, '$1* '))
    .join('\n');
}

test('while all hosts are looked at', async () => {
  const { until } = await watch(applyRun(bigScene(200)));
  expect(list(until(300))).toMatchInlineSnapshot(`
    "* Before anything is changed                                              0.3 s
      * Reach every host                          141 reached
      * Docker does not require iptables.service  111 ok
      * See what would change                     110 seen, 327 to change"
  `);
});

test('nothing moves while a person is asked', async () => {
  const { until, terminal, isTicking } = await watch(applyRun(some));
  const lines = until(500);
  expect(isTicking()).toBe(false);
  expect(terminal.cursorIsVisible()).toBe(true);
  expect(lines.at(-1)).toBe('      cannot be undone: a command without `undo:`');
});

test('while a batch is at work', async () => {
  const { until } = await watch(applyRun(bigScene(200)));
  expect(list(until(4_500))).toMatchInlineSnapshot(`
    "* Play "Disable and mask iptables.service"                                2.5 s
        ██░░░░░░░░░░░░░░░░░░░░░░░░░░░░  17 of 200 hosts, batch 2 of 3
      * Keep iptables.service from ever starting       33 changed, 1 ok, 13 running
      * Remove the rules that nobody owns              19 changed, 1 ok, 14 running
      * handler: Tell the log                          18 changed, 1 running
      * The running rules and containers are as they…  17 ok, 2 running"
  `);
});

test('the slowest are named after ten seconds, and what went wrong stays above', async () => {
  const { until } = await watch(applyRun(bigScene(200)));
  const lines = until(17_000);
  expect(list(lines)).toMatchInlineSnapshot(`
    "* Play "Disable and mask iptables.service"                                 15 s
        ███████░░░░░░░░░░░░░░░░░░░░░░░  47 of 200 hosts, batch 2 of 3
      ✖ Keep iptables.service from ever sta…  48 changed, 1 ok, 1 undone
      * Remove the rules that nobody owns     45 changed, 1 ok, 1 failed, 3 running
        slowest: node-007 14 s, node-024 13 s, node-041 12 s
      ✔ handler: Tell the log                 45 changed
      ✔ The running rules and containers ar…  46 ok"
  `);
  expect(lines.filter((line) => line.includes('FAILED'))).toHaveLength(1);
});

test('a terminal without UTF-8 gets the same in ASCII, in the same columns', async () => {
  const plain = await watch(applyRun(bigScene(200)), undefined, false, false);
  const whole = await watch(applyRun(bigScene(200)));
  for (const at of [300, 4_500, 17_000]) {
    const lines = plain.until(at);
    expect(lines.join('\n')).toMatch(/^[\n -~]*$/);
    const widths = (text: string): readonly number[] => text.split('\n').map((line) => [...line].length);
    expect(widths(list(lines))).toEqual(widths(list(whole.until(at))));
  }
  expect(list(plain.until(17_000))).toContain('  x Keep iptables.service from ever s...  48 changed');
});

test('60 columns are enough', async () => {
  const { until } = await watch(applyRun(bigScene(1_000)), { columns: 60, rows: 24 });
  const lines = until(25_000);
  expect(list(lines)).toMatchInlineSnapshot(`
    "* Play "Disable and mask iptables.service"             22 s
        █████░░░░░░░░░░░░░░░░░  243 of 1000 hosts, batch 2 of 3
      ✖ Keep iptables.service from ever starting
        245 changed, 3 ok, 2 undone
      * Remove the rules that nobody owns
        233 changed, 3 ok, 6 failed, 2 unreachable, 6 running
        slowest: node-0160 14 s, node-0177 13 s, node-0194 13 s
      ✔ handler: Tell the log
        233 changed
      * The running rules and containers are as they were
        235 ok, 1 running"
  `);
});

test('a list that is longer than the terminal shows where something is going on', async () => {
  const timed = applyRun(bigScene(1_000)).map(({ event, atMs }): TimedEvent => {
    if (event.type !== 'run.started') return { event, atMs };
    const [play] = event.plays;
    const more = Array.from({ length: 40 }, (_, index) => ({
      task: { play: 1, section: 'tasks', task: index + 3 } as const,
      title: `one more thing, number ${index + 1}`,
    }));
    const tasks = [...(play?.tasks.slice(0, 3) ?? []), ...more, ...(play?.tasks.slice(3) ?? [])];
    return {
      event: { ...event, plays: [{ name: play?.name ?? '', hosts: play?.hosts ?? [], tasks }] },
      atMs,
    };
  });
  const { until } = await watch(timed, { columns: 80, rows: 16 });
  expect(list(until(8_000))).toMatchInlineSnapshot(`
    "* Play "Disable and mask iptables.service"                                4.6 s
        █░░░░░░░░░░░░░░░░░░░░░░░░░░░░░  66 of 1000 hosts, batch 2 of 3
      * Keep iptables.service from ever st…  83 changed, 1 ok, 1 undone, 13 running
      * Remove the rules that nobody owns    67 changed, 1 ok, 2 failed, 15 running
      ◼ one more thing, number 1
      ◼ one more thing, number 2
      ◼ one more thing, number 3
      ◼ one more thing, number 4
      ◼ one more thing, number 5
      ◼ one more thing, number 6
      ◼ one more thing, number 7
        … 35 more to come"
  `);
});

test.for([
  [80, 24],
  [60, 12],
  [120, 50],
] as const)('at the end nothing of the list is left on %i columns and %i rows', async ([columns, rows]) => {
  const { until, terminal, view, isTicking } = await watch(applyRun(bigScene(300)), { columns, rows });
  until(END);
  view.close();
  expect(isTicking()).toBe(false);
  expect(terminal.cursorIsVisible()).toBe(true);
  expect(terminal.repaints()).toBeGreaterThan(100);
  const text = terminal.lines().join('\n');
  expect(text).not.toMatch(/[⠀-⣿█░]|\d running|slowest|batch \d/u);
  expect(text.match(/^Preview: /gm)).toHaveLength(1);
  expect(text.match(/Play "Disable/g)).toHaveLength(1);
  expect(text.match(/^Recap of run/gm)).toHaveLength(1);
});

test('what is left of a small run', async () => {
  const { until } = await watch(applyRun(some));
  const lines = until(END);
  expect(
    lines.slice(lines.findIndex((line) => line.includes('cannot be undone')) + 1).join('\n'),
  ).toMatchInlineSnapshot(`
    "
      node-3  FAILED       Remove the rules that nobody owns: "remove 1 rule from
                           /etc/sysconfig/iptables" ended with exit code 1:
                           iptables-restore: line 4 failed
        no chain/target/match by that name
      node-3  rolled-back

    ✖ Play "Disable and mask iptables.service" on 7 hosts                      16 s
      ✖ Keep iptables.service from ever starting           6 changed, 1 undone
      ✖ Remove the rules that nobody owns                  6 changed, 1 failed
      ✔ handler: Tell the log                              6 changed
      ✔ The running rules and containers are as they were  6 ok

    Recap of run 20261122-235544-a1b2c3
      host    outcome      ok  changed  skipped  failed  undone  after
      node-1  changed       2        3        0       0       0  2.4 s
      node-2  changed       2        3        0       0       0  3.1 s
      node-3  rolled-back   1        1        0       1       2  3.6 s
      node-4  changed       2        3        0       0       0  3.4 s
      node-5  changed       2        3        0       0       0  3.6 s
      node-6  changed       2        3        0       0       0  3.7 s
      node-7  changed       2        3        0       0       0   18 s
      node-3: "Remove the rules that nobody owns": "remove 1 rule from
              /etc/sysconfig/iptables" ended with exit code 1: iptables-restore:
              line 4 failed / no chain/target/match by that name
      7 hosts: 6 changed, 1 rolled-back in 18 s; exit code 5
      To bring back what was changed: rulerun rollback 20261122-235544-a1b2c3"
  `);
});

test('of a plan the preview and the recap are left', async () => {
  const { until, results } = await watch(planRun(some));
  const lines = until(END);
  expect(lines.slice(0, 3)).toEqual([
    'rulerun plan playbooks/disable-iptables-service.yml',
    '7 hosts, run 20261122-235544-a1b2c3',
    '',
  ]);
  expect(lines.slice(3).filter((line) => line !== '')).toEqual(results.filter((line) => line !== ''));
});

test('a note stands above the list, which goes on', async () => {
  const { until, view } = await watch(applyRun(some));
  until(2_500);
  view.note('Interrupted: finishing what is running.');
  const lines = until(2_700);
  expect(lines.filter((line) => line.startsWith('Interrupted'))).toHaveLength(1);
  expect(lines.filter((line) => line.includes('Play "Disable'))).toHaveLength(1);
});

test('who leaves in the middle finds the terminal as it was', async () => {
  const { until, view, terminal, isTicking } = await watch(applyRun(some));
  until(2_500);
  view.close();
  expect(isTicking()).toBe(false);
  expect(terminal.cursorIsVisible()).toBe(true);
  expect(terminal.lines().join('\n')).not.toContain('Play');
});

test('differences stay when they are asked for', async () => {
  const { until } = await watch(applyRun(some), { columns: 80, rows: 40 }, true);
  expect(until(END).filter((line) => line === '    iptables.service: enabled -> masked')).toHaveLength(7);
});

test('a rollback is watched too', async () => {
  const hosts = ['node-1', 'node-2', 'node-3'];
  const { until } = await watch([
    {
      event: {
        type: 'run.started',
        formatVersion: 1,
        run: 'r',
        command: 'rollback',
        version: '0',
        at: '',
        playbooks: [],
        hosts,
        plays: [],
      },
      atMs: 0,
    },
    { event: { type: 'undo.started', host: 'node-1', steps: 1 }, atMs: 100 },
    { event: { type: 'undo.started', host: 'node-2', steps: 2 }, atMs: 100 },
    { event: { type: 'undo.done', host: 'node-1', hostRun: 'q', step: 1, title: 'Keep it' }, atMs: 300 },
    {
      event: {
        type: 'host.finished',
        host: 'node-1',
        outcome: 'rolled-back',
        why: undefined,
        elapsedMs: 310,
      },
      atMs: 310,
    },
  ]);
  expect(list(until(400))).toMatchInlineSnapshot(`
    "* Bring back what was changed                                             0.4 s
        ██████████░░░░░░░░░░░░░░░░░░░░  1 of 3 hosts
      * rolling back node-2"
  `);
});

test('a note after the preview stands apart, and is broken at spaces', async () => {
  const { until, view } = await watch(applyRun(some));
  until(2_300);
  view.note(
    'Interrupted: finishing what is running and rolling back what is unfinished. Ctrl-C again leaves at once.',
  );
  const lines = until(2_400);
  const at = lines.findIndex((line) => line.startsWith('Interrupted'));
  expect(lines.slice(at - 1, at + 3)).toEqual([
    '',
    'Interrupted: finishing what is running and rolling back what is unfinished.',
    'Ctrl-C again leaves at once.',
    '',
  ]);
});

const looped: readonly Told[] = [
  ['started', '1', { items: 200 }],
  ...Array.from({ length: 12 }, (_, index): readonly Told[] => [
    ['started', `1 [i${index}]`],
    ['changed', `1 [i${index}]`],
  ]).flat(),
];

const listed = {
  '1': 'web : Install',
  '2': 'Wait for it',
  '3': 'Mend',
  '4': 'Roles',
  '5': 'After',
};

test('in a long loop the host says where it is, and counts when it is through', async () => {
  const { until } = await watch(toldRun({ listed, done: looped }).slice(0, -2));
  expect(list(until(6_000))).toMatchInlineSnapshot(`
    "* Play "a play"                                                           5.7 s
        ░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░  0 of 1 host
      * web : Install  1 running
        h (item 12 of 200)
      ◼ Wait for it
      ◼ Mend
      ◼ Roles
      ◼ After"
  `);
});

test('attempts are counted calmly, and nothing of them stays', async () => {
  const done: readonly Told[] = [
    ['started', '2'],
    ['retry', '2', { left: 5 }],
    ['retry', '2', { left: 4 }],
  ];
  const { until } = await watch(toldRun({ listed, done }).slice(0, -2));
  const lines = until(6_000);
  expect(list(lines)).toMatchInlineSnapshot(`
    "* Play "a play"                                                           5.7 s
        ░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░  0 of 1 host
      ◼ web : Install
      * Wait for it    1 running
        h (attempt 3 of 6)
      ◼ Mend
      ◼ Roles
      ◼ After"
  `);
  expect(lines.join('\n')).not.toContain('ended with exit code');
});

test('what is included stands below its include, a rescue where it was needed', async () => {
  const done: readonly Told[] = [
    ['started', '2'],
    ['rescued', '2'],
    ['changed', '3', { arm: 'rescue' }],
    ['started', '4', { items: 2 }],
    ...['x', 'y'].flatMap((item): readonly Told[] => [
      ['started', `4 [${item}]`],
      ['ok', `4 [${item}]`],
    ]),
    ...['x', 'y'].flatMap((item): readonly Told[] => [
      ['started', `4.[${item}].1`, { title: 'db : Make' }],
      ['changed', `4.[${item}].1`, { title: 'db : Make' }],
    ]),
  ];
  const { until } = await watch(toldRun({ listed, done }).slice(0, -2));
  expect(list(until(6_000))).toMatchInlineSnapshot(`
    "* Play "a play"                                                           5.7 s
        ░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░  0 of 1 host
      ◼ web : Install
      ✔ Wait for it    1 rescued
      ✔ Mend           1 changed
      ✔ Roles          1 ok
      ✔   db : Make    1 changed
      ◼ After"
  `);
});

test('a host that tasks are only delegated to is none of the play', async () => {
  const finished = (host: string): TimedEvent => ({
    event: { type: 'host.finished', host, outcome: 'changed', why: undefined, elapsedMs: 5 },
    atMs: 400,
  });
  const events = toldRun({ listed: { '1': 'one' }, done: [['changed', '1', { delegate: 'lb' }]] });
  const end = events.findIndex(({ event }) => event.type === 'host.finished');
  const { until } = await watch([...events.slice(0, end), finished('h'), finished('lb')]);
  expect(list(until(600))).toContain('1 of 1 host');
});
