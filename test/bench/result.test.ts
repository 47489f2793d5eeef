import { expect, test } from 'vitest';
import { asTable, type Sample, summarize } from './result.ts';

function sample(changes: Partial<Sample>): Sample {
  return {
    name: 'ours',
    phase: 'changing',
    wallMs: 1000,
    cpuMs: 100,
    peakMiB: 50,
    targetCpuMs: 200,
    packets: 40,
    bytes: 20_480,
    ...changes,
  };
}

test('one row for each contestant and phase: medians, by host where that makes sense, compared within the phase', () => {
  const rows = summarize(
    [
      sample({ wallMs: 3000, cpuMs: 300 }),
      sample({ phase: 'unchanged', wallMs: 500 }),
      sample({ name: 'theirs', wallMs: 2000 }),
      sample({ name: 'theirs', phase: 'unchanged', wallMs: 1000 }),
      sample({ wallMs: 1000, cpuMs: 100 }),
      sample({ wallMs: 1100, cpuMs: 110 }),
    ],
    10,
    'theirs',
  );
  expect(rows.map(({ name, phase, wallMs, wallRatio }) => [name, phase, wallMs, wallRatio])).toEqual([
    ['ours', 'changing', 1100, 0.55],
    ['ours', 'unchanged', 500, 0.5],
    ['theirs', 'changing', 2000, 1],
    ['theirs', 'unchanged', 1000, 1],
  ]);
  expect(rows[0]).toMatchObject({
    cpuMsPerHost: 11,
    targetCpuMsPerHost: 20,
    packetsPerHost: 4,
    kibPerHost: 2,
    peakMiB: 50,
  });
});

test('without the one to compare with there are no ratios', () => {
  const rows = summarize([sample({})], 1, 'theirs');
  expect(rows.map(({ wallRatio }) => wallRatio)).toEqual([undefined]);
  expect(asTable(rows).split('\n')[1]).toMatch(/^ours +fresh +1\.00 +100\.0 +50 +200 +40 +20$/);
});
