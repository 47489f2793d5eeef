import { expect, test } from 'vitest';
import { rounds } from '../rounds.ts';
import { type History, history } from './history.ts';

const SEEDS = rounds(2_000);

/** What is wrong with how a history ended; nothing, if every promise was kept. */
function broken(drawn: History): readonly string[] {
  return Object.keys(drawn.hosts).flatMap((name) => brokenOn(name, drawn).map((what) => `${name}: ${what}`));
}

function brokenOn(name: string, { run, hosts, initial, wanted, lossy }: History): readonly string[] {
  const host = hosts[name];
  if (host === undefined) return ['it is missing'];
  const outcome = run.outcomes[name];
  const is = sorted(Object.fromEntries(host.state));
  const was = sorted(initial[name] ?? {});
  const verdict = host.verdicts.get('r');
  const twice = [...host.starts.values()].some((starts) => starts !== 1) ? ['a step was started twice'] : [];
  const wrong = (bad: boolean): readonly string[] =>
    bad ? [...twice, `${outcome}, but it is ${is} and was ${was}`] : twice;
  if (outcome === undefined) return wrong(true);
  switch (outcome) {
    case 'changed':
      return wrong(is !== sorted(wanted) || verdict !== 'confirmed');
    case 'unchanged':
      return wrong(is !== sorted(wanted));
    case 'rolled-back':
      return wrong(is !== was || verdict !== 'rolledback');
    case 'not-started':
    case 'unreachable':
      return wrong(is !== was);
    case 'unknown':
      return wrong(!lossy);
    case 'failed':
    case 'blocked':
    case 'rollback-failed':
    case 'reverted-by-guard':
      return wrong(true);
  }
}

function sorted(state: Readonly<Record<string, string>>): string {
  return JSON.stringify(Object.entries(state).sort());
}

test(`every host of ${SEEDS} drawn runs ends untouched, applied and confirmed, or rolled back`, async () => {
  const outcomes = new Map<string, number>();
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const drawn = await history(seed);
    expect(broken(drawn), `seed ${seed}`).toEqual([]);
    for (const outcome of Object.values(drawn.run.outcomes))
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
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
