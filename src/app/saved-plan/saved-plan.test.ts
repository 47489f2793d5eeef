import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { planned } from '../../../test/plan/planned.ts';
import { writePlanFile } from '../stored-plan/plan-file.ts';
import { newSavedPlan, readSavedPlan, type SavedPlan } from './saved-plan.ts';

const environment = { SUDO_UID: process.env['SUDO_UID'], SUDO_GID: process.env['SUDO_GID'] };

async function made(): Promise<SavedPlan> {
  const { value } = await planned('- hosts: web\n  tasks:\n    - debug: {msg: hello}\n');
  if (value === undefined) throw new Error('no plan');
  const options = { inventory: ['inv.yml'], tags: [], skipTags: [], extraVars: [] };
  return newSavedPlan(['p.yml'], options, value, new Map(), {
    at: '2026-11-29T04:00:00.000Z',
    environment: {},
  });
}

test.for([
  ['as it is written now', 0, undefined],
  ['of an earlier way of writing', -1, 'was made by a rulerun that writes plans in another way'],
  ['of a later way of writing', 1, 'was made by a rulerun that writes plans in another way'],
] as const)('a saved plan %s', async ([, more, refusal]) => {
  const folder = await mkdtemp(join(tmpdir(), 'rulerun-plan-'));
  try {
    const plan = await made();
    const path = join(folder, 'kept');
    const formatVersion = (plan.formatVersion + more) as SavedPlan['formatVersion'];
    await writePlanFile(path, { ...plan, formatVersion });
    const read = readSavedPlan(path, { environment });
    if (refusal === undefined) expect(await read).toMatchObject(plan);
    else await expect(read).rejects.toThrow(refusal);
  } finally {
    await rm(folder, { recursive: true });
  }
});
