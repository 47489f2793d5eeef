import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { replaceScript } from '../host/operations/replace-script.ts';

/**
 * Puts new text into a file without a moment at which it is half written: owner, mode, ACL and extended attributes stay, a
 * link keeps leading to it, and what it was stays beside it, with all of these, under the name that is returned.
 *
 * @throws {Error} when it cannot be done, as for a file with further hard links: replacing it would part them
 */
export async function replaceInPlace(path: string, text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'rulerun-'));
  try {
    const script = join(folder, 'script');
    await writeFile(script, replaceScript(resolve(path), Buffer.from(text).toString('base64'), folder));
    return await saidBy(script);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What a shell says that runs the script, without the last line break. @throws {Error} when it fails */
async function saidBy(script: string): Promise<string> {
  const shell = spawn('/bin/sh', [script], { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<number | null>((done, failed) => {
    shell.once('close', done);
    shell.once('error', failed);
  });
  const [said, why, exitCode] = await Promise.all([textOf(shell.stdout), textOf(shell.stderr), ended]);
  if (exitCode !== 0) throw new Error(why.trim() || `the shell that was to do it ended with ${exitCode}`);
  return said.replace(/\n$/, '');
}
