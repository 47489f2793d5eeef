import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { localHost, scriptStep, shells, shown } from '../../src/host/local-host.test-kit.ts';
import { rounds } from '../rounds.ts';

const never = new AbortController().signal;
const runs = rounds(10);
const steps = rounds(40);
const connections = 4;

describe.each(shells)('$name', ({ words }) => {
  test('however many connections begin a run at once, one does', async () => {
    await using host = localHost({ shell: words });
    const sessions = await Promise.all(Array.from({ length: connections }, () => host.open()));
    for (let round = 1; round <= runs; round += 1) {
      const run = `run-${round}`;
      const step = scriptStep(1, `echo ${run} >>${host.folder}/file; echo said`, { run });
      const results = await Promise.all(sessions.map((session) => session.perform(step, [], never)));
      expect(results.map(({ done }) => shown(done).out)).toEqual(sessions.map(() => 'said\n'));
      await sessions[0]?.finish(run, 'confirmed', never);
      expect(readFileSync(join(host.stateRoot, 'token'), 'utf8')).toBe(`${round}\n`);
    }
    expect(readFileSync(join(host.folder, 'file'), 'utf8').split('\n')).toHaveLength(runs + 1);
  });

  test('however many connections begin a step at once, it is prepared and started once', async () => {
    await using host = localHost({ shell: words });
    const path = join(host.folder, 'file');
    const sessions = await Promise.all(Array.from({ length: connections }, () => host.open()));
    await sessions[0]?.perform(scriptStep(1, `echo 1 >${path}`), [], never);
    for (let number = 2; number <= steps; number += 1) {
      const step = scriptStep(number, `echo ${number} >>${path}; echo said`, {
        preserve: [path],
        undo: [{ kind: 'restore', path }],
      });
      const results = await Promise.all(sessions.map((session) => session.perform(step, [], never)));
      expect(results.map(({ done }) => shown(done).out)).toEqual(sessions.map(() => 'said\n'));
    }
    const lines = Array.from({ length: steps }, (_, index) => `${index + 1}\n`);
    expect(readFileSync(path, 'utf8')).toBe(lines.join(''));
    const numbers = lines.map((_, index) => steps - index).slice(0, -1);
    await sessions[1]?.undo('r', numbers, never);
    expect(readFileSync(path, 'utf8')).toBe('1\n');
  });
});
