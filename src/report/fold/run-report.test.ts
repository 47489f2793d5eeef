import { expect, test } from 'vitest';
import { check, poke, set } from '../../../test/engine/model-actions.ts';
import { modelHost } from '../../../test/engine/model-host.ts';
import { plan } from '../../../test/engine/model-plan.ts';
import { applied, foreseen, type ModelRun } from '../../../test/engine/model-run.ts';
import { applyRun, RUN, type Scene } from '../../../test/renderers/scene.ts';
import { type Told, toldRun } from '../../../test/renderers/told.ts';
import type { RunEvent } from '../../model/run/event.ts';
import { cellOf } from './cell.ts';
import { itemCounts } from './item-counts.ts';
import { type HostReport, type RunReport, reportOf, worstFirst } from './run-report.ts';

const setA = [set, { key: 'a', value: '1' }, { name: 'set a' }] as const;
const setB = [set, { key: 'b', value: '1' }, { name: 'set b' }] as const;

function reportFor({ events }: Pick<ModelRun, 'events'>): RunReport | undefined {
  return reportOf(events.map((event) => ({ event, atMs: undefined })));
}

function kinds(report: RunReport | undefined, host = 'h'): readonly string[] {
  const found = report?.hosts.find((one) => one.host === host);
  return (found?.tasks ?? []).map((record) => `${record.title}: ${cellOf(record).kind}`);
}

test('what came of every task', async () => {
  const h = modelHost({ initial: { up: 'yes', b: '1' } });
  const tasks = [
    setA,
    setB,
    [set, { key: 'c', value: '1' }, { name: 'set c', when: 'false' }],
    [poke, { key: 'd', value: '1' }, { name: 'poke d', ignoreErrors: true }],
  ] as const;
  const model = plan({
    batches: [['h']],
    preflight: [[check, { key: 'up', is: 'yes' }, { name: 'is up' }]],
    tasks,
  });
  const run = await applied(model, {
    h: { ...h, ...modelHost({ initial: { up: 'yes', b: '1' }, broken: new Set(['d']) }) },
  });
  expect(kinds(reportFor(run))).toEqual([
    'is up: ok',
    'set a: changed',
    'set b: ok',
    'set c: skipped',
    'poke d: ignored',
  ]);
});

test('what a preview found', async () => {
  const tasks = [
    setA,
    [set, { key: 'x', value: '{{ out.stdout }}' }, { name: 'set x', when: 'out.rc == 0' }],
  ] as const;
  const model = plan({
    batches: [['h']],
    tasks: [[poke, { key: 'p', value: '1' }, { name: 'poke p', register: 'out' }], ...tasks],
  });
  expect(kinds(reportFor(await foreseen(model, { h: modelHost() })))).toEqual([
    'poke p: pending',
    'set a: pending',
    'set x: unforeseen',
  ]);
});

test('what was undone, and what could not be', async () => {
  const broken = { broken: new Set(['b']) };
  const hosts = { h: modelHost(broken), stuck: modelHost({ ...broken, stubborn: new Set(['a']) }) };
  const run = await applied(plan({ batches: [['h', 'stuck']], tasks: [setA, setB] }), hosts);
  expect(kinds(reportFor(run))).toEqual(['set a: undone', 'set b: failed']);
  expect(kinds(reportFor(run), 'stuck')).toEqual(['set a: stuck', 'set b: failed']);
});

test('an undo belongs to the play of its step', async () => {
  const model = plan(
    { batches: [['h']], tasks: [setA] },
    { batches: [['h']], tasks: [setB, [set, { key: 'c', value: '1' }, { name: 'set c' }]] },
  );
  const run = await applied(model, { h: modelHost({ broken: new Set(['c']) }) });
  expect(kinds(reportFor(run))).toEqual(['set a: changed', 'set b: undone', 'set c: failed']);
});

test('steps of two plays have the same numbers, and only one of them is undone', async () => {
  const model = plan({ batches: [['h']], tasks: [setA] }, { batches: [['h']], tasks: [setB] });
  const { events } = await applied(model, { h: modelHost() });
  const undo: RunEvent = { type: 'undo.done', host: 'h', hostRun: 'r', step: 1, title: 'set a' };
  expect(kinds(reportFor({ events: [...events, undo] }))).toEqual(['set a: undone', 'set b: changed']);
});

test('a record that breaks off in the middle of a task says that it was begun', async () => {
  const run = await applied(plan({ batches: [['h']], tasks: [setA] }), { h: modelHost() });
  const cut = run.events.slice(
    0,
    run.events.findIndex(({ type }) => type === 'task.changed'),
  );
  expect(kinds(reportFor({ events: cut }))).toEqual(['set a: unfinished']);
});

test('problems say what was tried, what happened and what to do', async () => {
  const down: RunEvent = {
    type: 'host.failed',
    host: 'h',
    failure: { kind: 'unauthenticated', user: 'root', tried: ['publickey'], hint: 'name a key' },
  };
  const [started] = (await applied(plan({ batches: [['h']], tasks: [setA] }), { h: modelHost() })).events;
  const report = reportFor({ events: [...(started === undefined ? [] : [started]), down] });
  expect(report?.hosts[0]?.problems).toEqual([
    { what: 'connect', message: 'root was not let in (tried: publickey)', hint: 'name a key' },
  ]);
});

const scene: Scene = {
  batches: [
    ['good', 'same'],
    ['stuck', 'gone', 'back'],
  ],
  fates: { same: 'unchanged', stuck: 'rollback-failed', gone: 'unknown', back: 'rolled-back' },
};

test('hosts stand in the order of the inventory, and the worst first where a person is needed', () => {
  const report = reportOf(applyRun(scene));
  const names = (hosts: readonly HostReport[] | undefined): readonly string[] =>
    (hosts ?? []).map(({ host }) => host);
  expect(names(report?.hosts)).toEqual(['good', 'same', 'stuck', 'gone', 'back']);
  expect(names(worstFirst(report?.hosts ?? []))).toEqual(['stuck', 'gone', 'back', 'good', 'same']);
});

test('spans are what a host was busy with, and do not overlap', () => {
  const report = reportOf(applyRun(scene));
  const back = report?.hosts.find(({ host }) => host === 'back');
  expect(back?.spans.map(({ kind, title }) => `${kind}: ${title}`)).toEqual([
    'connect: connect',
    'undo: roll back',
    'changed: Keep iptables.service from ever starting',
    'failed: Remove the rules that nobody owns',
  ]);
  for (const { spans } of report?.hosts ?? []) {
    const ordered = spans.toSorted((a, b) => a.from - b.from);
    for (const [index, span] of ordered.entries()) {
      expect(span.from).toBeLessThanOrEqual(span.to);
      expect(span.to).toBeLessThanOrEqual(ordered[index + 1]?.from ?? report?.endMs ?? 0);
    }
  }
});

test('without times there are no spans, and everything else is the same', () => {
  const timed = applyRun(scene);
  const report = reportOf(timed.map(({ event }) => ({ event, atMs: undefined })));
  expect(report?.endMs).toBeUndefined();
  expect(report?.hosts.flatMap(({ spans }) => spans)).toEqual([]);
  expect(report?.summary).toEqual(reportOf(timed)?.summary);
});

test('why the rollout was stopped', () => {
  const [started, ...rest] = applyRun({ batches: [['a']] });
  const stop: RunEvent = { type: 'rollout.stopped', play: 1, why: 'a failed', notStarted: [] };
  const report = reportOf([...(started === undefined ? [] : [started]), { event: stop, atMs: 3 }, ...rest]);
  expect(report?.stopped).toEqual(['a failed']);
  expect(report?.summary.run).toBe(RUN);
});

test('without a start there is nothing to tell', () => {
  expect(reportOf([])).toBeUndefined();
});

/** The tasks of the only host as lines: what stands below a task is indented. */
function lines(done: readonly Told[], foreseen: readonly Told[] = []): readonly string[] {
  const told = (records: HostReport['tasks'], indent: string): readonly string[] =>
    records.flatMap((record) => [
      `${indent}${record.task.item ?? record.title}: ${cellOf(record).words}`,
      ...told(record.items, `${indent}- `),
      ...told(record.included, `${indent}  `),
    ]);
  const listed = { '1': 'one', '2': 'two', '3': 'three' };
  return told(reportOf(toldRun({ listed, foreseen, done }))?.hosts[0]?.tasks ?? [], '');
}

test('a loop is what its items came to', () => {
  const done: readonly Told[] = [
    ['started', '1', { items: 3 }],
    ['started', '1 [a]'],
    ['changed', '1 [a]'],
    ['started', '1 [b]'],
    ['failed', '1 [b]'],
    ['started', '1 [c]'],
    ['ok', '1 [c]'],
  ];
  expect(lines(done)).toEqual(['one: failed', '- a: changed', '- b: failed', '- c: as wanted']);
  const [record] = reportOf(toldRun({ done }))?.hosts[0]?.tasks ?? [];
  expect(itemCounts(record?.items ?? [])).toBe('1 as wanted, 1 changed, 1 failed');
  expect(record).toMatchObject({ startedAt: 500, endedAt: 1_000, failure: { kind: 'command' } });
});

test('what is included stands below its include, in its order', () => {
  const done: readonly Told[] = [
    ['ok', '2 [a]'],
    ['changed', '2.[a].1', { title: 'inside a' }],
    ['ok', '2 [b]'],
    ['changed', '2.[b].1', { title: 'inside b' }],
    ['ok', '1'],
  ];
  expect(lines(done)).toEqual([
    'one: as wanted',
    'two: as wanted',
    '- a: as wanted',
    '-   inside a: changed',
    '- b: as wanted',
    '-   inside b: changed',
  ]);
});

test('what only the preview saw of an apply is told where it would change something', () => {
  const foreseen: readonly Told[] = [
    ['ok', '1'],
    ['pending', '2 [a]'],
    ['ok', '2 [b]'],
    ['ok', '3'],
  ];
  expect(
    lines(
      [
        ['started', '1'],
        ['changed', '1'],
      ],
      foreseen,
    ),
  ).toEqual(['one: changed', 'two: would change', '- a: would change']);
});

test('items that the preview saw and that are no more are gone when their loop begins', () => {
  const done: readonly Told[] = [
    ['started', '1', { items: 1 }],
    ['started', '1 [b]'],
    ['changed', '1 [b]'],
  ];
  expect(lines(done, [['pending', '1 [a]']])).toEqual(['one: changed', '- b: changed']);
});

test('a failure that is rescued needs nobody, nor do attempts', () => {
  const done: readonly Told[] = [
    ['started', '1'],
    ['rescued', '1'],
    ['started', '2'],
    ['retry', '2', { left: 2 }],
    ['retry', '2', { left: 1 }],
    ['ok', '2'],
  ];
  expect(lines(done)).toEqual(['one: failed, rescued', 'two: as wanted']);
  const [host] = reportOf(toldRun({ done }))?.hosts ?? [];
  expect(host?.problems).toEqual([]);
  expect(host?.tasks[1]?.attempts).toBe(3);
});

test('a loop whose steps went back is undone, and stuck when one of them did not', () => {
  const step = (item: string, number: number): readonly Told[] => [
    ['intent', `1 [${item}]`, { step: number }],
    ['changed', `1 [${item}]`, { step: number }],
  ];
  const events = toldRun({ done: [...step('a', 1), ...step('b', 2), ['ok', '1 [c]']] });
  const undo = (number: number): RunEvent => ({
    ...{ type: 'undo.done', host: 'h', hostRun: 'r', step: number, title: 'one' },
  });
  const stuck: RunEvent = {
    type: 'undo.failed',
    host: 'h',
    hostRun: 'r',
    step: 1,
    title: 'one',
    failure: { kind: 'cancelled' },
  };
  const kind = (...more: readonly RunEvent[]): string | undefined => {
    const all = [...events, ...more.map((event) => ({ event, atMs: 2_000 }))];
    const [record] = reportOf(all)?.hosts[0]?.tasks ?? [];
    return record === undefined ? undefined : cellOf(record).kind;
  };
  expect(kind(undo(2))).toBe('changed');
  expect(kind(undo(2), undo(1))).toBe('undone');
  expect(kind(undo(2), stuck)).toBe('stuck');
});

test('what went back elsewhere is undone in the task of the host for which it was done', () => {
  const events = toldRun({
    done: [
      ['intent', '1', { step: 1 }],
      ['changed', '1', { step: 1 }],
      ['intent', '2', { step: 1, delegate: 'lb' }],
      ['changed', '2', { step: 1, delegate: 'lb' }],
      ['undone', '2', { step: 1, delegate: 'lb' }],
    ],
  });
  const [host] = reportOf(events)?.hosts ?? [];
  expect(host?.tasks.map((record) => cellOf(record).kind)).toEqual(['changed', 'undone']);
  expect(host?.undone).toBe(1);
});
