import pLimit from 'p-limit';
import type { Ports } from '../../model/ports.ts';
import { ExitCode } from '../../model/run/exit-code.ts';
import { exitCodeOf } from '../exit-code.ts';
import type { HostResult } from '../hosts/host-result.ts';
import type { RunLabel } from '../run.ts';
import { goBackOn, type HostHistory } from './rollback-host.ts';

/**
 * Undoes what the run `of` did, on all its hosts side by side, from what lies on the hosts, and gives them free. The
 * playbook and the inventory of the run are not needed, and its journal tells no more than names.
 */
export async function rollBackRun(
  of: string,
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
    goBackOn(of, history, startedAt, ports),
  );
  const exitCode = exitCodeFor(results, ports);
  await ports.record({ type: 'run.finished', exitCode, elapsedMs: ports.clock.now() - startedAt });
  return exitCode;
}

function exitCodeFor(results: readonly HostResult[], ports: Ports): ExitCode {
  const worst = exitCodeOf(results, ports.signals.abandon.aborted);
  const someWentBack = results.some(({ outcome }) => outcome === 'rolled-back');
  // Having rolled back is what was asked for here, so it is no failure.
  if (worst === ExitCode.rolledBack) return ExitCode.ok;
  return worst === ExitCode.failed && !someWentBack ? ExitCode.blocked : worst;
}
