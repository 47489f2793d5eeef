import { expect, test } from 'vitest';
import { recordedSteps } from '../../src/engine/undo/recorded-steps.ts';
import { rollBackRun } from '../../src/engine/undo/rollback-run.ts';
import { digestOf, NO_LINE, writeLine } from '../../src/journal/line.ts';
import { readJournal } from '../../src/journal/read.ts';
import type { RunEvent } from '../../src/model/run/event.ts';
import { set } from './model-actions.ts';
import { type ModelHost, modelHost } from './model-host.ts';
import { plan } from './model-plan.ts';
import { applied, portsFor } from './model-run.ts';

const model = plan(
  {
    batches: [['a', 'b']],
    tasks: [
      [set, { key: 'x', value: '1' }],
      [set, { key: 'y', value: '1' }, { become: { become: true, user: undefined } }],
    ],
  },
  { batches: [['a', 'b']], tasks: [[set, { key: 'x', value: '2' }]] },
);

function written(events: readonly RunEvent[]): string {
  let place = { sequence: 1, previous: NO_LINE };
  return events
    .map((event, atMs) => {
      const line = writeLine({ event, atMs }, place, (text) => text);
      place = { sequence: place.sequence + 1, previous: digestOf(line) };
      return `${line}\n`;
    })
    .join('');
}

async function back(journal: string, hosts: Readonly<Record<string, ModelHost>>): Promise<number> {
  const { events, state } = readJournal(journal);
  const records = recordedSteps('r', events);
  const histories = Object.keys(hosts).map((name) => ({
    target: { name, address: { kind: 'local' } as const, becomePassword: undefined },
    users: [undefined, 'root'],
    steps: records.get(name)?.steps ?? [],
    complete: state === 'whole' && events.at(-1)?.type === 'run.finished',
  }));
  return rollBackRun('r', histories, { run: 'back', version: '0', playbooks: [] }, portsFor(hosts, []));
}

async function changed(): Promise<{ hosts: Record<string, ModelHost>; journal: string }> {
  const hosts = { a: modelHost({ initial: { x: '0' } }), b: modelHost({ initial: { x: '0' } }) };
  const run = await applied(model, hosts);
  expect(run.exitCode).toBe(0);
  // What a journal is without the talk in it, so that each byte can be tried.
  return { hosts, journal: written(run.events.filter(({ type }) => KEPT.has(type))) };
}

const KEPT = new Set<string>(['run.started', 'host.reserved', 'task.intent', 'task.changed', 'run.finished']);

test('whichever byte of a journal is bad, everything on the hosts is undone', async () => {
  const bytes = Buffer.from((await changed()).journal);
  // What is left of the journal decides what comes of it, so each remainder is rolled back with once.
  const remainders = new Map<string, string>();
  for (let at = 0; at < bytes.length; at += 1) {
    const bad = Buffer.from(bytes);
    bad[at] = (bad[at] ?? 0) ^ 1;
    const text = bad.toString('utf8');
    const { events, state, why } = readJournal(text);
    expect(state, `byte ${at}`).not.toBe('whole');
    expect(why, `byte ${at}`).toMatch(/^line \d+: /);
    remainders.set(`${state} ${events.length}`, text);
  }
  expect(remainders.size).toBeGreaterThan(10);
  for (const [what, text] of remainders) {
    const { hosts } = await changed();
    expect(await back(text, hosts), what).toBe(0);
    for (const host of Object.values(hosts)) {
      expect(Object.fromEntries(host.state), what).toEqual({ x: '0' });
      expect(host.lock, what).toBeUndefined();
    }
  }
});
