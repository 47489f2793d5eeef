import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, expect } from 'vitest';
import { applyRun, eventsOf, RUN } from '../../../test/renderers/scene.ts';
import { createJournal } from '../../journal/append.ts';
import { journalPath } from '../../journal/paths.ts';
import { createRunFolder } from '../../journal/runs.ts';
import type { RunEvent } from '../../model/run/event.ts';
import type { Cli } from '../cli.ts';
import { status } from './history.ts';
import { report } from './report.ts';

interface Told {
  readonly cli: Cli;
  readonly out: () => string;
  readonly err: () => string;
}

const events = eventsOf(applyRun({ batches: [['node-1', 'node-2']], fates: { 'node-2': 'rolled-back' } }));

const test = base.extend<{ folder: string; recorded: Told }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads what a fixture needs from this pattern
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'rulerun-report-'));
    await use(folder);
    await rm(folder, { recursive: true });
  },
  recorded: async ({ folder }, use) => {
    const stateDir = join(folder, 'state');
    await record(stateDir, events);
    await use(told(stateDir));
  },
});

async function record(stateDir: string, all: readonly RunEvent[]): Promise<void> {
  await createRunFolder(stateDir, RUN);
  await using journal = await createJournal(
    journalPath(stateDir, RUN),
    (text) => text,
    () => 0,
  );
  for (const event of all) await journal.append(event);
}

function told(stateDir: string): Told {
  let out = '';
  let err = '';
  const terminal = {
    out: (text: string) => {
      out += text;
    },
    err: (text: string) => {
      err += text;
    },
    isInteractive: false,
    outIsTerminal: false,
    errIsTerminal: false,
    environment: {},
    ask: async () => undefined,
  };
  return { cli: { terminal, stateDir, environment: {} }, out: () => out, err: () => err };
}

test('without a wish the recap is printed', async ({ recorded }) => {
  expect(await report('last', {}, recorded.cli)).toBe(0);
  expect(recorded.out()).toContain('2 hosts: 1 changed, 1 rolled-back');
});

test.for([
  { command: 'report', tell: (cli: Cli) => report('last', {}, cli) },
  { command: 'status', tell: (cli: Cli) => status('last', {}, cli) },
])('in a narrow terminal $command leaves columns out, and breaks no row', async ({ tell }, { recorded }) => {
  const { cli } = recorded;
  await tell({ ...cli, terminal: { ...cli.terminal, outColumns: 36 } });
  const lines = recorded.out().split('\n');
  expect(lines.filter((line) => line.length > 36)).toEqual([]);
  expect(lines).toContainEqual(expect.stringMatching(/^ {2}host +outcome +failed$/));
});

test('each kind is written to its file, for the owner alone, whatever the umask', async ({
  recorded,
  folder,
}) => {
  const before = process.umask(0);
  try {
    const at = (name: string): string => join(folder, name);
    await report(RUN, { html: at('r.html'), json: at('r.json'), junit: at('r.xml') }, recorded.cli);
    expect(await readFile(at('r.html'), 'utf8')).toMatch(/^<!doctype html>/);
    expect(JSON.parse(await readFile(at('r.json'), 'utf8'))).toMatchObject({ formatVersion: 1, run: RUN });
    expect(await readFile(at('r.xml'), 'utf8')).toMatch(/^<\?xml /);
    for (const name of ['r.html', 'r.json', 'r.xml']) expect((await stat(at(name))).mode & 0o777).toBe(0o600);
    expect(recorded.out()).toBe('');
    expect((await readdir(folder)).toSorted()).toEqual(['r.html', 'r.json', 'r.xml', 'state']);
  } finally {
    process.umask(before);
  }
});

test('a dash is standard output', async ({ recorded }) => {
  await report(RUN, { json: '-' }, recorded.cli);
  expect(JSON.parse(recorded.out())).toMatchObject({ run: RUN });
});

test('an old report is replaced, and its open rights are not inherited', async ({ recorded, folder }) => {
  const path = join(folder, 'r.json');
  await writeFile(path, 'old');
  await chmod(path, 0o666);
  await report(RUN, { json: path }, recorded.cli);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

test('a link is replaced, what it leads to is not touched', async ({ recorded, folder }) => {
  await writeFile(join(folder, 'precious'), 'kept');
  await symlink(join(folder, 'precious'), join(folder, 'r.json'));
  await report(RUN, { json: join(folder, 'r.json') }, recorded.cli);
  expect(await readFile(join(folder, 'precious'), 'utf8')).toBe('kept');
});

test('a file that cannot be written is named, and nothing is left beside it', async ({
  recorded,
  folder,
}) => {
  await mkdir(join(folder, 'taken'));
  await writeFile(join(folder, 'taken', 'x'), '');
  const failed = report(RUN, { html: join(folder, 'taken') }, recorded.cli);
  await expect(failed).rejects.toMatchObject({ code: 'REPORT_UNWRITABLE', exitCode: 2 });
  expect((await readdir(folder)).toSorted()).toEqual(['state', 'taken']);
  await expect(report(RUN, { html: join(folder, 'no', 'x') }, recorded.cli)).rejects.toThrow(
    /cannot write the report .*no\/x/,
  );
});

test('a journal that was cut off is told as far as it goes', async ({ recorded, folder }) => {
  const path = journalPath(join(folder, 'state'), RUN);
  const text = await readFile(path, 'utf8');
  await writeFile(path, text.slice(0, text.length - 200));
  expect(await report(RUN, {}, recorded.cli)).toBe(0);
  expect(recorded.err()).toMatch(/^The journal is torn \(line \d+: it was cut off\)/);
  expect(recorded.out()).toContain('not finished');
});

test('a run that nobody knows', async ({ recorded }) => {
  await expect(report('20200101', {}, recorded.cli)).rejects.toMatchObject({ code: 'NO_SUCH_RUN' });
});

test('a journal without an event', async ({ folder }) => {
  const stateDir = join(folder, 'state');
  await record(stateDir, []);
  await expect(report(RUN, {}, told(stateDir).cli)).rejects.toMatchObject({ code: 'NOTHING_RECORDED' });
});
