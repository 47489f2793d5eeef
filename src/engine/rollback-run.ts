import pLimit from 'p-limit';
import type { Target } from '../model/address.ts';
import { ExitCode } from '../model/exit-code.ts';
import type { Ports } from '../model/ports.ts';
import { disconnect } from './connection.ts';
import { exitCodeOf } from './exit.ts';
import { goBack, type HostResult } from './host-end.ts';
import { type HostState, newHostState, type StartedStep } from './host-state.ts';
import type { RunLabel } from './run.ts';

/** What a recorded run did to one host, oldest first. */
export interface HostHistory {
  readonly target: Target;
  readonly steps: readonly StartedStep[];
}

/**
 * Undoes what a recorded run did, on all its hosts side by side, from what lies on the hosts. The playbook and the
 * inventory of the run are not needed.
 */
export async function rollBackRun(
  histories: readonly HostHistory[],
  label: RunLabel,
  ports: Ports,
): Promise<ExitCode> {
  const startedAt = ports.clock.now();
  await ports.record({
    type: 'run.started',
    formatVersion: 1,
    run: label.run,
    command: 'rollback',
    version: label.version,
    at: ports.clock.wall(),
    playbooks: label.playbooks,
    hosts: histories.map(({ target }) => target.name),
    plays: [],
  });
  const results = await pLimit(ports.limits.forks).map([...histories], (history) =>
    goBackOn(history, startedAt, ports),
  );
  const interrupted = ports.signals.abandon.aborted;
  const worst = exitCodeOf(results, interrupted);
  // Having rolled back is what was asked for here, so it is no failure.
  const exitCode = worst === ExitCode.rolledBack && results.every(isBack) ? ExitCode.ok : worst;
  await ports.record({ type: 'run.finished', exitCode, elapsedMs: ports.clock.now() - startedAt });
  return exitCode;
}

async function goBackOn(
  { target, steps }: HostHistory,
  startedAt: number,
  ports: Ports,
): Promise<HostResult> {
  const state: HostState = newHostState(target, new Map());
  state.steps.push(...steps);
  let result: HostResult = { outcome: 'unchanged', why: 'there was nothing to undo', left: false };
  // The newest play goes back first.
  for (const hostRun of new Set(steps.map((step) => step.hostRun).toReversed())) {
    result = worse(result, await goBack(state, hostRun, 'rolled back on request', ports));
  }
  await ports.record({
    type: 'host.finished',
    host: target.name,
    outcome: result.outcome,
    why: result.why,
    elapsedMs: ports.clock.now() - startedAt,
  });
  await disconnect(state);
  return result;
}

function worse(a: HostResult, b: HostResult): HostResult {
  return a.outcome === 'unknown' || a.outcome === 'rollback-failed' ? a : b;
}

function isBack({ outcome }: HostResult): boolean {
  return outcome === 'rolled-back' || outcome === 'unchanged';
}
