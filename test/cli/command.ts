import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base } from 'vitest';
import { main } from '../../src/cli/main.ts';
import type { Terminal } from '../../src/cli/terminal/terminal.ts';

export interface Finished {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
  /** Both, as a person sees them. */
  readonly all: string;
}

export interface CommandOptions {
  /** What a person types at the prompts; without it there is no terminal to ask on. */
  readonly answers?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** What tells who called the tests by sudo, and may have written the files that root is to act upon. */
export const sudoer: Readonly<Record<string, string | undefined>> = {
  SUDO_UID: process.env['SUDO_UID'],
  SUDO_GID: process.env['SUDO_GID'],
};

/** Runs a command line as the shell would, in this process. */
export async function rulerun(argv: readonly string[], options: CommandOptions = {}): Promise<Finished> {
  const said = { out: '', err: '', all: '' };
  const answers = [...(options.answers ?? [])];
  const terminal: Terminal = {
    out: (text) => {
      said.out += text;
      said.all += text;
    },
    err: (text) => {
      said.err += text;
      said.all += text;
    },
    isInteractive: options.answers !== undefined,
    outIsTerminal: false,
    errIsTerminal: false,
    environment: { ...sudoer, ...options.environment },
    ask: async (question) => {
      said.err += question;
      return answers.shift();
    },
  };
  return { exitCode: await main(argv, terminal), ...said };
}

/** A state folder and a folder for files, both gone after the test. */
export const test = base.extend<{ folder: string; stateDir: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads what a fixture needs from this pattern
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'rulerun-test-'));
    await use(folder);
    await rm(folder, { recursive: true, force: true });
  },
  stateDir: async ({ folder }, use) => {
    await use(join(folder, 'state'));
  },
});

/** A terminal nobody looks at. */
export function silentTerminal(): Terminal {
  return {
    out: () => undefined,
    err: () => undefined,
    isInteractive: false,
    outIsTerminal: false,
    errIsTerminal: false,
    environment: {},
    ask: async () => undefined,
  };
}
