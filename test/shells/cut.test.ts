import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { type LocalHost, localHost, scriptStep, shells, shown } from '../../src/host/local-host.test-kit.ts';
import type { Recalled } from '../../src/model/ports.ts';
import { rounds } from '../rounds.ts';

const never = new AbortController().signal;
const cuts = rounds(40);
const spreadMs = 250;
const ways = ['the connection is cut', 'the shell is killed'] as const;

/** Begins the step over connections that end after `ms`, until one of them, or the host's record, tells the end. */
async function untilKnown(
  host: LocalHost,
  number: number,
  ms: number,
  way: (typeof ways)[number],
): Promise<Recalled> {
  const step = scriptStep(number, `echo x >>${host.folder}/count-${number}; sleep 0.05; echo said; exit 3`);
  for (let attempt = 1; ; attempt += 1) {
    const session = await host.open();
    const work = session.perform(step, [], never).then(
      ({ done }): Recalled => ({ kind: 'done', done }),
      () => undefined,
    );
    await sleep(ms * attempt);
    session.pipe.cut();
    if (way === 'the shell is killed') process.kill(-session.pipe.pid, 'SIGKILL');
    const result = await work;
    if (result !== undefined) return result;
    const recalled = await (await host.open()).recall(step, never);
    if (recalled.kind !== 'not-started') return recalled;
  }
}

describe.each(shells)('$name', ({ words }) => {
  test.for(ways)('wherever %s, a step is done once and its outcome is found', async (way) => {
    await using host = localHost({ shell: words });
    for (let index = 1; index <= cuts; index += 1) {
      const result = await untilKnown(host, index, (index * spreadMs) / cuts, way);
      const count = join(host.folder, `count-${index}`);
      const times = existsSync(count) ? readFileSync(count, 'utf8').length / 2 : 0;
      // A shell killed between its mark and the start leaves a step that never ran: interrupted, never started again.
      if (result.kind === 'interrupted') expect({ index, times }).toEqual({ index, times: 0 });
      else {
        expect({ index, times }).toEqual({ index, times: 1 });
        expect(result.kind === 'done' && shown(result.done)).toMatchObject({ exitCode: 3, out: 'said\n' });
      }
    }
  });
});
