import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** One command with all its processes, from its start to its end. */
export interface Measured {
  readonly wallMs: number;
  /** User and system time of the whole tree, also of what outlived its parent. In steps of 10 ms. */
  readonly cpuMs: number;
  /** The most that the tree had in memory together, shared pages once; looked at every quarter of a second. */
  readonly peakMiB: number;
}

export interface Command {
  /** Words before the command, such as `nsenter`. */
  readonly prefix: readonly string[];
  readonly words: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly folder: string;
}

const sampleMs = 250;
/** Linux tells times in these, whatever the kernel's own clock. */
const tickMs = 10;

/** @throws {Error} with the end of its output when it does not end with exit code 0. */
export async function measure(command: Command): Promise<Measured> {
  // A namespace of processes: whatever the command leaves behind ends with it, and counts.
  const [program = '', ...words] = [
    ...command.prefix,
    'unshare',
    '--pid',
    '--fork',
    '--kill-child',
    ...command.words,
  ];
  const cpuBefore = childTicks('self');
  const startedAt = performance.now();
  const child = spawn(program, words, {
    cwd: command.folder,
    env: command.environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (bytes: Buffer) => {
      said = (said + bytes.toString()).slice(-4000);
    });
  }
  let peakKiB = 0;
  const timer = setInterval(() => {
    peakKiB = Math.max(peakKiB, treeKiB(child.pid ?? 0));
  }, sampleMs);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  clearInterval(timer);
  const wallMs = performance.now() - startedAt;
  if (code !== 0) throw new Error(`${command.words.join(' ')}\nended with exit code ${code}:\n${said}`);
  return { wallMs, cpuMs: (childTicks('self') - cpuBefore) * tickMs, peakMiB: peakKiB / 1024 };
}

/** The time of a process's ended children and theirs. */
export function childTicks(pid: number | 'self'): number {
  const fields = statOf(pid);
  return Number(fields[13]) + Number(fields[14]);
}

/** The fields of /proc/PID/stat that come after the name: `state` is the first. */
function statOf(pid: number | 'self'): readonly string[] {
  return readFileSync(`/proc/${pid}/stat`, 'latin1')
    .replace(/^.*\) /s, '')
    .split(' ');
}

/** What has ended between two looks is nothing. */
function treeKiB(pid: number): number {
  try {
    const pss = /^Pss: +(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'latin1'))?.[1] ?? '0';
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1').split(' ').filter(Boolean);
    return children.reduce((sum, child) => sum + treeKiB(Number(child)), Number(pss));
  } catch {
    return 0;
  }
}
