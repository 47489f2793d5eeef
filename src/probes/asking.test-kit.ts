import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { kitFunctions } from '../host/kit.ts';
import { quoteAll } from '../host/quote.ts';
import type { Answer } from '../model/action.ts';

/** A shell with the programs it finds: what stands for a host's userland in a test of a question. */
export interface Userland {
  readonly name: string;
  readonly shell: readonly [string, ...string[]];
  /** Where programs are looked for. */
  readonly path: string;
}

const SYSTEM_PATH = '/usr/sbin:/usr/bin:/sbin:/bin';

/** The shells that stand as /bin/sh somewhere, and busybox with nothing but its own programs. What is not here is named. */
export const userlands: readonly Userland[] = findUserlands();

/** Asks a question of the kit as a session does: the functions in a shell of their own, then the words. */
export function ask(
  { shell: [program, ...rest], path }: Userland,
  argv: readonly string[],
  options: { readonly fakes?: string; readonly setup?: string } = {},
): Answer {
  const functions = kitFunctions([argv[0] ?? '']).map(({ text }) => text);
  const script = [...functions, 'cd /', options.setup ?? '', quoteAll(argv)].join('\n');
  const result = spawnSync(program, [...rest, '-c', script], {
    env: { PATH: options.fakes === undefined ? path : `${options.fakes}:${path}`, LC_ALL: 'C' },
    maxBuffer: 2 ** 26,
    // A socket as standard input would make bash read its rc files.
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return { exitCode: result.status ?? 255, stdout: result.stdout, stderr: result.stderr, droppedBytes: 0 };
}

/** Asks several questions in one go, each in a subshell as a session does: a process each would take minutes. */
export function askAll(
  { shell: [program, ...rest], path }: Userland,
  questions: readonly (readonly string[])[],
): readonly Answer[] {
  const functions = kitFunctions(questions.map(([name = '']) => name)).map(({ text }) => text);
  const calls = questions.map((words) => `(${quoteAll(words)}) 2>/dev/null; echo "${BETWEEN}"`);
  const { stdout } = spawnSync(program, [...rest, '-c', [...functions, 'cd /', ...calls].join('\n')], {
    env: { PATH: path, LC_ALL: 'C' },
    maxBuffer: 2 ** 26,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return stdout
    .toString()
    .split(`${BETWEEN}\n`)
    .slice(0, -1)
    .map((text) => ({ exitCode: 0, stdout: Buffer.from(text), stderr: Buffer.alloc(0), droppedBytes: 0 }));
}

const BETWEEN = '-- between two answers --';

/** A folder of its own. The tests have one temporary folder, which is removed when they are over. */
export function temporaryFolder(): string {
  return mkdtempSync(join(tmpdir(), 'rulerun-ask-'));
}

/** Files below a folder, their folders made; those in `bin/` can be run. */
export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    if (name.startsWith('bin/')) chmodSync(path, 0o755);
  }
}

function findUserlands(): readonly Userland[] {
  const all: readonly Userland[] = [
    { name: 'dash', shell: ['/bin/dash'], path: SYSTEM_PATH },
    { name: 'bash --posix', shell: ['/bin/bash', '--posix'], path: SYSTEM_PATH },
    { name: 'busybox sh', shell: ['/bin/busybox', 'sh'], path: SYSTEM_PATH },
  ];
  const here = all.filter(({ name, shell: [program] }) => {
    const found = spawnSync(program, ['true']).error === undefined;
    if (!found) process.stderr.write(`skipped: ${name}: there is no ${program} on this machine\n`);
    return found;
  });
  return here.some(({ name }) => name === 'busybox sh') ? [...here, busyboxAlone()] : here;
}

function busyboxAlone(): Userland {
  const bin = temporaryFolder();
  execFileSync('/bin/busybox', ['--install', '-s', bin]);
  return { name: 'busybox alone', shell: ['/bin/busybox', 'sh'], path: bin };
}
