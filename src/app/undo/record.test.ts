import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createRunFolder, keepDocument } from '../../journal/runs.ts';
import { undoRecord } from './record.ts';

const RUN = '20260101-000000-abcdef';

test.for([
  ['that was kept in another way', { formatVersion: 2, targets: [] }, 'keeps hosts in another way'],
  ['without one', undefined, 'has no record of its hosts'],
] as const)('a run with a record of its hosts %s is not undone', async ([, document, refusal]) => {
  const stateDir = await mkdtemp(join(tmpdir(), 'rulerun-record-'));
  try {
    await createRunFolder(stateDir, RUN);
    if (document !== undefined) await keepDocument(stateDir, RUN, 'targets.json', document);
    await expect(undoRecord(RUN, undefined, { stateDir, environment: {} })).rejects.toThrow(refusal);
  } finally {
    await rm(stateDir, { recursive: true });
  }
});
