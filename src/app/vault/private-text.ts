import { spawn } from 'node:child_process';
import { access, constants, mkdtemp, readFile, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { shred } from '../../disk/shredding.ts';
import { messageOf } from '../../model/error.ts';

/** How an editor was left: with what text, or why what it leaves does not count. */
export type EditedPrivately =
  | { readonly ok: true; readonly text: Uint8Array }
  | { readonly ok: false; readonly why: string };

/**
 * Lets a person change a text in an editor: in a file for its owner alone, in memory where this machine has a place for
 * that, overwritten and gone afterwards, also when the editor or this process is told to end meanwhile.
 */
export async function editPrivately(
  text: Uint8Array,
  name: string,
  editor: readonly string[],
): Promise<EditedPrivately> {
  const folder = await mkdtemp(join(await privatePlace(), 'rulerun-vault-'));
  // By its own name: an editor tells the language from it.
  const path = join(folder, basename(name));
  try {
    await writeFile(path, text, { mode: 0o600, flag: 'wx' });
    const why = await run(editor, path);
    return why === undefined ? { ok: true, text: await readFile(path) } : { ok: false, why };
  } finally {
    await shred(path);
    await rm(folder, { recursive: true, force: true });
  }
}

const TMPFS = 0x0102_1994;

async function privatePlace(): Promise<string> {
  try {
    const memory = '/dev/shm';
    await access(memory, constants.W_OK | constants.X_OK);
    if ((await statfs(memory)).type === TMPFS) return memory;
  } catch {
    // There is none, or it is somebody else's.
  }
  return tmpdir();
}

/** Why it did not end well. */
async function run([program = 'vi', ...args]: readonly string[], path: string): Promise<string | undefined> {
  const child = spawn(program, [...args, path], { stdio: 'inherit' });
  // Ctrl-C at the keyboard reaches the editor too, and is for it to understand.
  const ignore = (): void => undefined;
  const end = (signal: NodeJS.Signals): void => void child.kill(signal);
  process.on('SIGINT', ignore);
  for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
  try {
    return await new Promise((done) => {
      child.once('error', (error) => done(messageOf(error)));
      child.once('close', (code, signal) => done(code === 0 ? undefined : whyOf(code, signal)));
    });
  } finally {
    process.off('SIGINT', ignore);
    for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.off(signal, end);
  }
}

function whyOf(code: number | null, signal: string | null): string {
  return signal === null ? `the editor ended with exit code ${code}` : `the editor was ended by ${signal}`;
}
