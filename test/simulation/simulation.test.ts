import { expect, test } from 'vitest';
import { type History, history } from './history.ts';

const SEEDS = Number(process.env['RULERUN_SEEDS'] ?? 2_000);

/** What is wrong with how a history ended; nothing, if every promise was kept. */
function broken({ run, hosts, initial, wanted, lossy }: History): readonly string[] {
  const wrong: string[] = [];
  for (const [name, host] of Object.entries(hosts)) {
    const outcome = run.outcomes[name];
    const state = JSON.stringify(Object.fromEntries([...host.state].sort()));
    const before = JSON.stringify(Object.fromEntries(Object.entries(initial[name] ?? {}).sort()));
    const after = JSON.stringify(wanted);
    if ([...host.starts.values()].some((starts) => starts !== 1)) wrong.push(`${name}: a step was started twice`);
    switch (outcome) {
      case 'changed':
      case 'unchanged':
        if (state !== after) wrong.push(`${name}: ${outcome}, but it is ${state}`);
        if (outcome === 'changed' && host.verdicts.get('r') !== 'confirmed') wrong.push(`${name}: success without a record`);
        break;
      case 'rolled-back':
        if (state !== before) wrong.push(`${name}: rolled back, but it is ${state} and was ${before}`);
        if (host.verdicts.get('r') !== 'rolledback') wrong.push(`${name}: rolled back without a record`);
        break;
      case 'failed':
      case 'not-started':
      case 'unreachable':
      case 'blocked':
        if (state !== before) wrong.push(`${name}: ${outcome}, but it is ${state} and was ${before}`);
        break;
      case 'unknown':
        if (!lossy) wrong.push(`${name}: unknown although nothing was lost`);
        break;
      case 'rollback-failed':
      case 'reverted-by-guard':
      case undefined:
        wrong.push(`${name}: ${outcome}`);
    }
  }
  return wrong;
}

test(`every host of ${SEEDS} drawn runs ends untouched, applied and confirmed, or rolled back`, async () => {
  const outcomes = new Map<string, number>();
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const drawn = await history(seed);
    expect(broken(drawn), `seed ${seed}`).toEqual([]);
    for (const outcome of Object.values(drawn.run.outcomes)) outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  }
  // A simulation that never gets into trouble proves nothing.
  for (const outcome of ['changed', 'rolled-back', 'not-started', 'unchanged', 'unknown']) {
    expect(outcomes.get(outcome) ?? 0, outcome).toBeGreaterThan(0);
  }
});

test('the same seed is the same history', async () => {
  for (let seed = 1; seed <= 100; seed += 1) {
    const [once, again] = [await history(seed), await history(seed)];
    expect(JSON.stringify(again.run)).toBe(JSON.stringify(once.run));
  }
});
