import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { test as base, expect } from 'vitest';
import { fakeTerminal } from './terminal.ts';

// The live view as it is: a process of its own, in a pseudo-terminal, with a thousand hosts that take their time.

interface Measured {
  readonly exitCode: number;
  readonly elapsedMs: number;
  readonly longestDelayMs: number;
  readonly signalListeners: readonly number[];
}

const hasScript = spawnSync('script', ['--version']).stdout?.toString().includes('util-linux') ?? false;

const test = base.extend<{ folder: string; program: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads what a fixture needs from this pattern
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'rulerun-live-'));
    await use(folder);
    await rm(folder, { recursive: true });
  },
  program: async ({ folder }, use) => {
    const program = join(folder, 'program.mjs');
    await build({
      entryPoints: [join(import.meta.dirname, 'live-program.ts')],
      bundle: true,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      outfile: program,
      banner: {
        js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
      },
    });
    await use(program);
  },
});

/** What a shell command writes to a terminal of that size. */
function typed(
  command: string,
  columns: number,
  rows: number,
  environment: Readonly<Record<string, string>>,
): Promise<string> {
  const inside = `stty cols ${columns} rows ${rows} && ${command}`;
  const child = spawn('script', ['-q', '-e', '-c', inside, '/dev/null'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, TERM: 'xterm-256color', ...environment },
  });
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', reject);
    child.on('close', () => resolve(Buffer.concat(chunks).toString().replaceAll('\r\n', '\n')));
  });
}

function measuredIn(text: string): Measured {
  return JSON.parse(/^measured (.*)$/m.exec(text)?.[1] ?? '{}') as Measured;
}

test('a thousand hosts in a terminal of 80 columns', async ({ program, skip }) => {
  skip(!hasScript, 'there is no script(1) of util-linux to make a pseudo-terminal with');
  const output = await typed(`"${process.execPath}" "${program}"`, 80, 24, { HOSTS: '1000', PACE: '0.1' });
  const terminal = fakeTerminal(80, 24);
  terminal.write(output);
  const text = terminal.lines().join('\n');
  const measured = measuredIn(output);
  process.stdout.write(`longest delay of the event loop with 1,000 hosts: ${measured.longestDelayMs} ms\n`);

  expect(measured).toMatchObject({ exitCode: 5, signalListeners: [0, 0, 0, 0] });
  expect(terminal.cursorIsVisible()).toBe(true);
  expect(text).not.toMatch(/[⠀-⣿█░]|\d running|slowest|batch \d/u);
  expect(text.match(/FAILED/g)).toHaveLength(8);
  expect(text).toContain('1000 hosts: 992 changed, 8 rolled-back');
  // Ten drawings a second at most, and one whenever the list leaves.
  expect(terminal.repaints()).toBeGreaterThan(10);
  expect(terminal.repaints()).toBeLessThanOrEqual(measured.elapsedMs / 100 + 10);
});

test('standard output holds results and nothing that moves a cursor', async ({ program, folder, skip }) => {
  skip(!hasScript, 'there is no script(1) of util-linux to make a pseudo-terminal with');
  const results = join(folder, 'results');
  const output = await typed(`"${process.execPath}" "${program}" > "${results}"`, 80, 24, {
    HOSTS: '20',
    PACE: '0.1',
  });
  const text = await readFile(results, 'utf8');
  expect(text).not.toContain('\u001b');
  expect(text.split('\n')[0]).toBe('Recap of run 20261122-235544-a1b2c3');
  expect(output).toContain('\u001b[?25l');
  expect(output).not.toContain('Recap');
});
