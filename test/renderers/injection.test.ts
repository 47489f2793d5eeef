import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RunEvent } from '../../src/model/event.ts';
import { jsonlView } from '../../src/renderers/jsonl.ts';
import { plainView } from '../../src/renderers/plain.ts';
import { quietView } from '../../src/renderers/quiet.ts';
import { ansiStyle, noStyle } from '../../src/renderers/style.ts';
import type { View, Writers } from '../../src/renderers/view.ts';
import { applyRun, eventsOf, planRun, task } from './scene.ts';
import { shown } from './shown.ts';

/** What a hostile host, inventory or playbook may put into any text. */
const PAYLOADS: Readonly<Record<string, string>> = {
  'OSC 52, which writes the clipboard': '\u001b]52;c;cm0gLXJmIC8=\u0007',
  'OSC 0, which sets the title': '\u001b]0;all is well\u001b\\',
  'OSC 8, a link that leads elsewhere': '\u001b]8;;http://evil.example\u001b\\node-1\u001b]8;;\u001b\\',
  'a cursor that moves up and overwrites': '\u001b[5A\u001b[2Kok',
  'a screen that is cleared': '\u001b[2J\u001b[H',
  'a colour of its own': '\u001b[32mok\u001b[0m',
  'a terminal that is asked to answer': '\u001b[6n\u001bZ\u001b[c',
  'a device control string': '\u001bP+q544e\u001b\\',
  'the one-byte CSI of C1': '\u009b2J',
  'the one-byte OSC of C1': '\u009d52;c;eA==\u009c',
  'a carriage return that overwrites the line': 'FAILED\rok    ',
  'a backspace that eats what was there': 'rolled-back\b\b\b\b\b\b\b\b\b\b\bok',
  'a line of its own': 'x\n  node-9  changed      all is well',
  'a vertical tab and a form feed': 'a\u000bb\u000cc',
  'NUL and DEL': 'a\u0000b\u007fc',
  'text that is read from right to left': 'user\u202e gpj.exe',
  isolates: '\u2066// \u2069admin\u2066',
  'a line separator': 'a\u2028b\u2029c',
  'text without a width': 'node\u200b-1\ufeff',
  'text in tags': 'a\u{e0041}\u{e0042}',
};

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

/** What may not be in a line: controls, and what reorders or hides text. Tabs stay in file contents. */
const FORBIDDEN: RegExp = /(?![\t\u200c\u200d])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/** Puts a text into every string of every event but those that the program itself chooses. */
function poisoned(events: readonly RunEvent[], text: string): readonly RunEvent[] {
  const ours = new Set(['type', 'command', 'kind', 'section', 'outcome', 'by', 'severity', 'at']);
  const poison = (value: unknown, key: string): unknown => {
    if (typeof value === 'string') return ours.has(key) ? value : value + text;
    if (Array.isArray(value)) return value.map((one) => poison(one, key));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, poison(one, name)]));
  };
  return poison(events, '') as readonly RunEvent[];
}

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
  { type: 'host.failed', host: 'h', failure: { kind: 'locked', by: 'b', hint: 'h' } },
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
  { type: 'line.stopped', play: 1, why: 'w', notStarted: ['n'] },
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
