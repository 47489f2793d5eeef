import { spawnSync } from 'node:child_process';
import { codeOf } from '../../../disk/error-code.ts';
import type { LookupAnswer } from '../../../model/lookups.ts';

const LIMIT_MS = 300_000;
const LIMIT_BYTES = 16 * 1024 * 1024;

/** Runs a command line in a shell of this machine. What it says on standard error goes to the person's. */
export function runCommand(command: string, folder: string): LookupAnswer {
  const { error, status, signal, stdout } = spawnSync('/bin/sh', ['-c', command], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: LIMIT_MS,
    maxBuffer: LIMIT_BYTES,
  });
  const shown = `the command \`${command}\``;
  if (codeOf(error) === 'ETIMEDOUT') return refused(`${shown} took more than ${LIMIT_MS / 1000} seconds`);
  if (codeOf(error) === 'ENOBUFS') return refused(`${shown} said more than 16 MiB`);
  if (error !== undefined) return refused(`${shown} could not be started: ${String(codeOf(error))}`);
  if (signal !== null) return refused(`${shown} was ended by ${signal}`);
  if (status !== 0) return refused(`${shown} ended with exit code ${status}`);
  return { kind: 'text', text: stdout.toString('utf8') };
}

function refused(why: string): LookupAnswer {
  return { kind: 'refused', why, hint: undefined };
}
