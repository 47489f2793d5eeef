import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RunEvent } from '../../src/model/run/event.ts';
import { jsonlView } from '../../src/renderers/jsonl.ts';
import { plainView } from '../../src/renderers/plain/plain.ts';
import { quietView } from '../../src/renderers/quiet.ts';
import { ansiStyle, noStyle } from '../../src/renderers/style.ts';
import type { View, Writers } from '../../src/renderers/view.ts';
import { FORBIDDEN, PAYLOADS, poisoned } from './payloads.ts';
import { applyRun, eventsOf, planRun, task } from './scene.ts';
import { shown } from './shown.ts';
import { END, watch } from './watch.ts';

const payloads = Object.entries(PAYLOADS).map(([what, text]) => ({ what, text }));

const VIEWS: Readonly<Record<string, (writers: Writers) => View>> = {
  plain: (writers) => plainView(writers, { style: noStyle, columns: undefined, verbosity: 2, diff: true }),
  'plain in 60 columns': (writers) =>
    plainView(writers, { style: noStyle, columns: 60, verbosity: 0, diff: false }),
  'plain in colour': (writers) =>
    plainView(writers, { style: ansiStyle, columns: 80, verbosity: 2, diff: true }),
  quiet: quietView,
  jsonl: jsonlView,
};

/** Our own colours and weights, and nothing else that begins with an escape. */
const ESC = '\u001b';
const OUR_COLOURS: RegExp = new RegExp(`${ESC}\\[(?:31|32|33|39|1|2|22)m`, 'g');

const on = { host: 'node-1', task: task('tasks', 1), title: 'a task' } as const;

/** Every kind of failure, message and difference, beside what a scene has. */
const everything: readonly RunEvent[] = [
  ...eventsOf(planRun({ batches: [['node-1', 'node-2']] })),
  ...eventsOf(
    applyRun({
      batches: [['node-1'], ['node-2', 'node-3']],
      fates: { 'node-2': 'rollback-failed', 'node-3': 'unknown' },
    }),
  ),
  { type: 'host.failed', host: 'h', failure: { kind: 'unreachable', address: 'a', cause: 'c', hint: 'h' } },
  {
    type: 'host.failed',
    host: 'h',
    failure: { kind: 'untrusted-host-key', address: 'a', why: 'w', hint: 'two\nlines' },
  },
  {
    type: 'host.failed',
    host: 'h',
    failure: { kind: 'unauthenticated', user: 'u', tried: ['password'], hint: 'h' },
  },
  { type: 'host.failed', host: 'h', failure: { kind: 'become', user: 'u', why: 'w', hint: 'h' } },
  { type: 'host.failed', host: 'h', failure: { kind: 'locked', run: 'r', by: 'b', hint: 'h' } },
  { type: 'preflight.refused', ...on, failure: { kind: 'unrenderable', why: 'w', place: 'p', hint: 'h' } },
  {
    type: 'task.failed',
    ...on,
    failure: { kind: 'timeout', what: 'w', limitMs: 1 },
    ignored: true,
    step: 1,
    result: {},
  },
  {
    type: 'task.failed',
    ...on,
    failure: { kind: 'unverified', remaining: 'r' },
    ignored: false,
    step: 1,
    result: {},
  },
  {
    type: 'task.failed',
    ...on,
    failure: { kind: 'protocol', why: 'w' },
    ignored: false,
    step: 1,
    result: {},
  },
  {
    type: 'task.failed',
    ...on,
    failure: { kind: 'internal', why: 'w', stack: 's' },
    ignored: false,
    step: 1,
    result: {},
  },
  {
    type: 'task.failed',
    ...on,
    failure: { kind: 'refused', why: 'w', hint: 'h' },
    ignored: false,
    step: 1,
    result: {},
  },
  { type: 'task.skipped', ...on, why: 'w' },
  { type: 'task.unforeseen', ...on, why: 'w' },
  {
    type: 'task.satisfied',
    ...on,
    result: { stdout: 'out' },
    messages: [{ severity: 'warning', text: 't' }],
  },
  { type: 'rollout.stopped', play: 1, why: 'w', notStarted: ['n'] },
];

for (const [name, make] of Object.entries(VIEWS)) {
  const withoutOurs = (line: string): string =>
    name === 'plain in colour' ? line.replace(OUR_COLOURS, '') : line;

  test.for(payloads)(`${name}: $what stays text`, ({ text }) => {
    const { all } = shown(make, poisoned(everything, text));
    expect(all.length).toBeGreaterThan(0);
    for (const line of all) expect(withoutOurs(line)).not.toMatch(FORBIDDEN);
  });

  test(`${name}: no text whatever reaches the terminal as a command`, () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom('\u001b', '[', ']', '2J', '\r', '\u009b', '\u202e', 'm', '31', 'a'),
        }),
        (text) => {
          const { all } = shown(make, poisoned(everything, text));
          expect(all.filter((line) => FORBIDDEN.test(withoutOurs(line)))).toEqual([]);
        },
      ),
      { numRuns: 20 },
    );
  });
}

test('a line that a host made up is not told as one of ours', () => {
  const forged = '\n  node-9  changed      all is well';
  const { all } = shown(VIEWS['plain'] ?? quietView, poisoned(everything, forged));
  // Output of a command may have lines of its own; they stand indented under their host, where no row of ours begins.
  expect(all.filter((line) => /^ {2}node-9/.test(line))).toEqual([]);
});

test.for(Object.entries(PAYLOADS))('live: %s stays text', async ([, payload]) => {
  const timed = applyRun({ batches: [['node-1'], ['node-2', 'node-3']], fates: { 'node-3': 'rolled-back' } });
  const hostile = poisoned(
    timed.map(({ event }) => event),
    payload,
  );
  const { until, view } = await watch(hostile.map((event, index) => ({ event, atMs: timed[index]?.atMs })));
  // The terminal refuses what is not ours; a payload that moved something would leave parts of the list behind.
  until(2_500);
  const text = until(END).join('\n');
  view.close();
  expect(text).not.toMatch(/[⠀-⣿█░]|\d running|batch \d/u);
});
