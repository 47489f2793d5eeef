import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Operation } from '../../../model/operation.ts';
import type { Step } from '../../../model/ports.ts';
import { localHost, scriptStep } from '../../local-host.test-kit.ts';

const never = new AbortController().signal;

/** A step whose undo makes a file, to see that it ran. */
function telling(host: { readonly folder: string }, operations: readonly Operation[]): Step {
  const undo: readonly Operation[] = [{ kind: 'shell', script: `touch ${host.folder}/undone` }];
  return scriptStep(1, '', { operations, undo });
}

const none: Operation = { kind: 'run', argv: ['no-such-program'] };

test.for<{ what: string; operations: readonly Operation[]; end: string; outcome: string }>([
  { what: 'whose program is not there', operations: [none], end: 'idle', outcome: 'nothing' },
  {
    what: 'whose folder is not there',
    operations: [{ kind: 'shell', script: ':', chdir: '/no/such/folder' }],
    end: 'idle',
    outcome: 'nothing',
  },
  {
    what: 'whose second program is not there',
    operations: [{ kind: 'shell', script: ':' }, none],
    end: 'failed',
    outcome: 'undone',
  },
  {
    what: 'that says itself what the shell says of no program',
    operations: [{ kind: 'shell', script: 'exit 127' }],
    end: 'failed',
    outcome: 'undone',
  },
])('the undo of a step $what: $outcome', async ({ operations, end, outcome }) => {
  await using host = localHost();
  const session = await host.open();
  await session.perform(telling(host, operations), [], never);
  expect((await session.survey('r', never)).steps).toMatchObject([{ end, undo: 'possible' }]);
  expect(await session.undo('r', [1], never)).toMatchObject([{ outcome }]);
  expect(existsSync(join(host.folder, 'undone'))).toBe(outcome === 'undone');
});

test.for<{ what: string; change: (record: string) => void; outcome: string }>([
  {
    what: 'killed between its record and its start',
    change: (record) => rmSync(join(record, 'pgid')),
    outcome: 'nothing',
  },
  {
    what: 'killed before its script was entered',
    change: (record) => writeFileSync(join(record, 'pgid'), '4194304 17\n'),
    outcome: 'nothing',
  },
  { what: 'killed while it acted', change: () => undefined, outcome: 'undone' },
  {
    what: 'that the power cut: how far it came may be lost',
    change(record) {
      rmSync(join(record, 'pgid'));
      writeFileSync(join(record, 'boot_id'), 'another boot\n');
    },
    outcome: 'undone',
  },
])('the undo of a step $what: $outcome', async ({ change, outcome }) => {
  await using host = localHost();
  const session = await host.open();
  await session.perform(telling(host, [{ kind: 'shell', script: ':' }]), [], never);
  const record = join(host.stateRoot, 'runs/r/steps/0001');
  rmSync(join(record, 'rc'));
  change(record);
  // Only once the undo has kept it from acting is it certain that it never will.
  expect((await session.survey('r', never)).steps).toMatchObject([{ end: 'interrupted' }]);
  expect(await session.undo('r', [1], never)).toMatchObject([{ outcome }]);
  expect(existsSync(join(host.folder, 'undone'))).toBe(outcome === 'undone');
});
