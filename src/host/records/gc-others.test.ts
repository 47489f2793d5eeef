import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { shells } from '../local-host.test-kit.ts';
import { functionText } from '../wire/frame.ts';

/** What the host says of the places of others to somebody who has this number. */
function others([program, ...words]: readonly [string, ...string[]], uid: number): readonly string[] {
  const script = `${functionText(['rr_gc_others'])}\nrr_root_given= rr_state_root_uid=${uid}\nrr_gc_others`;
  const { stdout } = spawnSync(program, [...words, '-c', script], { encoding: 'utf8' });
  return stdout.trim().split('\n');
}

test.for(shells)('$name: where others have records is told, and nothing else is', ({ words }) => {
  const made = ['records', 'controller', 'target'].map((what) => mkdtempSync(`/var/tmp/rulerun-${what}-`));
  const [records = '', controller = '', target = ''] = made;
  const link = `${records}-link`;
  try {
    mkdirSync(join(records, 'runs/r/steps'), { recursive: true });
    mkdirSync(join(controller, 'runs/r'), { recursive: true });
    mkdirSync(join(target, 'runs'));
    symlinkSync(records, link);
    const { uid, username } = userInfo();
    const ours = (lines: readonly string[]): readonly string[] =>
      lines.filter((line) => [...made, link].some((place) => line.endsWith(` ${place}`)));
    expect(ours(others(words, uid + 1))).toEqual([`other ${username} ${records}`]);
    expect(ours(others(words, uid))).toEqual([]);
  } finally {
    for (const place of [...made, link]) rmSync(place, { recursive: true, force: true });
  }
});
