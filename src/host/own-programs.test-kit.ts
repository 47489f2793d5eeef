import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * True for a shell that runs its own `program` though there is one of that name first in PATH, as Debian's busybox-static
 * does. There a fake of that program stays unseen, and so do the machine's: what a test tells of the shell with these
 * programs is then told of busybox's own. Said on standard error.
 */
export function prefersOwn(shell: readonly [string, ...string[]], program: string): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'rulerun-own-'));
  try {
    writeFileSync(join(folder, program), '#!/bin/sh\necho the one in PATH\n');
    chmodSync(join(folder, program), 0o755);
    const [name, ...rest] = shell;
    const { stdout } = spawnSync(name, [...rest, '-c', program], {
      env: { PATH: `${folder}:${process.env['PATH'] ?? ''}` },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const isOwn = stdout !== 'the one in PATH\n';
    if (isOwn)
      process.stderr.write(`skipped: ${shell.join(' ')} with another ${program}: it prefers its own\n`);
    return isOwn;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
