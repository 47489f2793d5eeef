import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { test as base, expect } from 'vitest';
import type { RunEvent } from '../model/run/event.ts';
import { redactor } from '../model/values/redact.ts';
import { createJournal } from './append.ts';
import { crc32c } from './crc32c.ts';
import { readJournal } from './read.ts';

const test = base.extend<{ folder: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads what a fixture needs from this pattern
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'rulerun-journal-'));
    await use(folder);
    await rm(folder, { recursive: true });
  },
});

const asIs = (text: string): string => text;

/** A clock on which every look takes 10.5 ms. */
function tick(): () => number {
  let now = 5000;
  return () => {
    now += 10.5;
    return now;
  };
}

function connected(host: string): RunEvent {
  return { type: 'host.connected', host, elapsedMs: 1 };
}

function finished(host: string, why: string | undefined): RunEvent {
  return { type: 'host.finished', host, outcome: 'changed', why, elapsedMs: 2 };
}

async function written(folder: string, events: readonly RunEvent[]): Promise<string> {
  const path = join(folder, 'journal.jsonl');
  {
    await using journal = await createJournal(path, asIs, tick());
    for (const event of events) await journal.append(event);
  }
  return readFile(path, 'utf8');
}

test('the checksum is CRC-32C (RFC 3720, B.4)', () => {
  expect(crc32c(new TextEncoder().encode('123456789'))).toBe('e3069283');
  expect(crc32c(new Uint8Array(32))).toBe('8a9136aa');
});

test('what was appended is read back in order', async ({ folder }) => {
  const events = [connected('a'), finished('a', 'a "quoted"\nreason — ünï'), connected('b')];
  expect(readJournal(await written(folder, events))).toEqual({
    events,
    times: [10, 21, 31],
    state: 'whole',
    why: '',
  });
});

test('an event that counts is on the disk when append resolves, with those before it', async ({ folder }) => {
  const path = join(folder, 'journal.jsonl');
  await using journal = await createJournal(path, asIs, tick());
  await journal.append(connected('a'));
  await journal.append(finished('a', undefined));
  expect(readJournal(await readFile(path, 'utf8')).events).toHaveLength(2);
});

test('events appended side by side keep their order', async ({ folder }) => {
  const path = join(folder, 'journal.jsonl');
  const events = Array.from({ length: 200 }, (_, index) => finished(`h${index}`, undefined));
  {
    await using journal = await createJournal(path, asIs, tick());
    await Promise.all(events.map((event) => journal.append(event)));
  }
  expect(readJournal(await readFile(path, 'utf8')).events).toEqual(events);
});

test('the file is its owner’s alone, and an existing one is never overwritten', async ({ folder }) => {
  const path = join(folder, 'journal.jsonl');
  await written(folder, [connected('a')]);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  await expect(createJournal(path, asIs, tick())).rejects.toMatchObject({ code: 'JOURNAL_UNWRITABLE' });
});

test('secrets do not reach the disk', async ({ folder }) => {
  const path = join(folder, 'journal.jsonl');
  {
    await using journal = await createJournal(path, redactor(['hunter"2 geheim']), tick());
    await journal.append(finished('a', 'it said hunter"2 geheim'));
  }
  const text = await readFile(path, 'utf8');
  expect(text).not.toContain('geheim');
  expect(readJournal(text).events).toEqual([finished('a', 'it said [secret]')]);
});

test('a journal cut off anywhere loses at most its last record', async ({ folder }) => {
  const events = [connected('a'), finished('a', 'why'), connected('b'), finished('b', undefined)];
  const text = await written(folder, events);
  const ends = [...text.matchAll(/\n/g)].map(({ index }) => index + 1);
  for (let length = 0; length < text.length; length += 1) {
    const whole = ends.filter((end) => end <= length).length;
    const read = readJournal(text.slice(0, length));
    expect(read.events).toEqual(events.slice(0, whole));
    expect(read.state).toBe(length === 0 || ends.includes(length) ? 'whole' : 'torn');
  }
});

test('a changed byte is found, wherever it is', async ({ folder }) => {
  const events = [connected('a'), finished('a', 'why'), connected('b')];
  const text = await written(folder, events);
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: text.length - 2 }),
      fc.constantFrom('x', '0', '}', ' '),
      (at, put) => {
        fc.pre(text[at] !== put && text[at] !== '\n');
        const read = readJournal(text.slice(0, at) + put + text.slice(at + 1));
        expect(read.state).not.toBe('whole');
        expect(read.events).toEqual(events.slice(0, read.events.length));
      },
    ),
    { numRuns: 500 },
  );
});

test('a bad record with good ones after it is damage, not a torn tail', async ({ folder }) => {
  const text = await written(folder, [connected('a'), connected('b'), connected('c')]);
  const lines = text.split('\n');
  lines[1] = `${lines[1]?.slice(0, -3)}`;
  expect(readJournal(lines.join('\n'))).toMatchObject({ state: 'damaged', events: [connected('a')] });
});

test('a record that was taken out or repeated is missed', async ({ folder }) => {
  const [first, second, third] = (
    await written(folder, [connected('a'), connected('b'), connected('c')])
  ).split('\n');
  expect(readJournal(`${first}\n${third}\n`).state).toBe('torn');
  expect(readJournal(`${first}\n${second}\n${second}\n${third}\n`).state).toBe('damaged');
});

test('text that is no journal gives no events', async ({ folder }) => {
  const path = join(folder, 'other');
  await writeFile(path, 'hello\nworld\n');
  expect(readJournal(await readFile(path, 'utf8'))).toMatchObject({ events: [], state: 'damaged' });
});

const label = { run: 'r', command: 'apply', version: '0', at: '' } as const;
const started: RunEvent = {
  type: 'run.started',
  formatVersion: 1,
  ...label,
  ...{ playbooks: [], hosts: [], plays: [] },
};

test('an event is read by what it was called at first', async ({ folder }) => {
  const stopped = { play: 1, why: 'a failed', notStarted: ['b'] };
  const text = await written(folder, [started, { type: 'line.stopped', ...stopped } as never]);
  expect(readJournal(text)).toMatchObject({
    state: 'whole',
    events: [started, { type: 'rollout.stopped', ...stopped }],
  });
});

test('a journal that is kept in another way is not read, and says so', async ({ folder }) => {
  const text = await written(folder, [{ ...started, formatVersion: 2 } as never, connected('a')]);
  expect(readJournal(text)).toMatchObject({
    events: [],
    state: 'damaged',
    why: 'line 1: a rulerun that keeps journals in another way wrote it (2)',
  });
});
