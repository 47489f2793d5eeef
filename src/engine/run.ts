import pLimit from 'p-limit';
import { type Plan, type PlannedPlay, withGathering } from '../model/playbook/plan.ts';
import type { Ports } from '../model/ports.ts';
import type { PlayOutline, RunCommand, RunEvent } from '../model/run/event.ts';
import { ExitCode } from '../model/run/exit-code.ts';
import { describeFailure } from '../model/run/failure.ts';
import { admitted } from './act/admit.ts';
import { runPlay } from './act/batches.ts';
import { reserve } from './act/reserve.ts';
import { addAnew } from './company/meet-hosts.ts';
import { waitsIn } from './company/waits.ts';
import { exitCodeOf } from './exit-code.ts';
import { disconnect } from './hosts/connection.ts';
import { isOfTheRun } from './of-the-run.ts';
import { finishHost, hostsOf, isVisited, newRun, type Run } from './run-state.ts';
import { survey } from './survey/survey.ts';
import { isInterrupted, stoppedExitCode, troubleOf } from './trouble.ts';

/** What a run is called and where it comes from: recorded first, decided by nothing. */
export interface RunLabel {
  readonly run: string;
  readonly version: string;
  readonly playbooks: readonly string[];
}

/**
 * Looks at every host and says what an apply would change, and for `drift` also which probes of `verify:` do not hold now. It
 * has no way to change anything.
 */
export async function foresee(
  plan: Plan,
  label: RunLabel,
  ports: Ports,
  command: 'plan' | 'drift' = 'plan',
): Promise<ExitCode> {
  const run = await start(command, plan, label, ports);
  const surveyed = await survey(run, { withVerify: command === 'drift' });
  if (surveyed.kind === 'refused') return finish(run, surveyed.exitCode);
  for (const [host, failure] of surveyed.failing) {
    const why = `it would fail: ${describeFailure(failure)}`;
    await finishHost(run, host, { outcome: 'failed', why, left: true });
  }
  await finishRest(run, 'not-started');
  if (surveyed.failing.size > 0) return finish(run, ExitCode.failed);
  return finish(run, surveyed.totals.changes + surveyed.broken > 0 ? ExitCode.pending : ExitCode.ok);
}

/** Checks every host, shows what will change, and once that is approved changes the hosts batch by batch. */
export async function apply(
  plan: Plan,
  label: RunLabel,
  ports: Ports,
  { takeOver = false }: { readonly takeOver?: boolean } = {},
): Promise<ExitCode> {
  const run = await start('apply', plan, label, ports, takeOver);
  const surveyed = await survey(run, { withVerify: false });
  if (surveyed.kind === 'refused') return finish(run, surveyed.exitCode);
  const approval = await ports.approve(surveyed.totals);
  if (approval.kind === 'granted') await block(run, approval.except);
  else {
    if (approval.kind === 'refused') await block(run, approval.because);
    await finishRest(run, 'not-started');
    return finish(run, approval.kind === 'refused' ? ExitCode.blocked : stoppedExitCode(ports.signals));
  }
  // Plans of whose hosts some were added are kept before one of them is touched.
  if (run.plan !== run.read) await ports.keepHosts?.(run.plan);
  const refusal = await reserve(run, surveyed.claims);
  if (refusal !== undefined) return finish(run, refusal);
  await leaveToTwins(run, surveyed.twins);
  addAnew(run);
  const isWhole = await runPlays(run);
  const interrupted = isInterrupted(ports.signals);
  if (interrupted)
    await ports.record({ type: 'run.interrupted', by: ports.signals.abandon.aborted ? 'abandon' : 'stop' });
  await finishRest(run, 'not-started');
  const isKept = troubleOf(ports.signals) === undefined;
  const cutShort = stoppedExitCode(ports.signals);
  return finish(run, exitCodeOf([...run.results.values()], interrupted, isWhole && isKept, cutShort));
}

/** False: the rollout was stopped, and what comes after that was not begun. */
async function runPlays(run: Run): Promise<boolean> {
  for (const { number } of run.read.plays) {
    const play = await admitted(run, number);
    if (play === undefined || !(await runPlay(run, play))) return false;
  }
  return true;
}

async function start(
  command: RunCommand,
  plan: Plan,
  label: RunLabel,
  ports: Ports,
  takeOver = false,
): Promise<Run> {
  const run = newRun(label.run, plan, ports, takeOver);
  await ports.record({
    type: 'run.started',
    formatVersion: 1,
    run: label.run,
    command,
    version: label.version,
    at: ports.clock.wall(),
    playbooks: label.playbooks,
    hosts: [...run.states.keys()],
    plays: plan.plays.map((play) => outline(play, plan)),
  });
  return run;
}

function outline(play: PlannedPlay, plan: Plan): PlayOutline {
  const waits = waitsIn(play, plan);
  return {
    name: play.name,
    hosts: hostsOf(play).map(({ target }) => target.name),
    ...(play.isShuffled === undefined ? {} : { shuffled: play.isShuffled }),
    ...(waits.length === 0 ? {} : { waits }),
    tasks: withGathering(play)
      .filter((planned) => !isOfTheRun(planned))
      .map(({ address, title }) => ({ task: address, title })),
  };
}

async function block(run: Run, hosts: ReadonlyMap<string, string>): Promise<void> {
  for (const [host, why] of hosts) await finishHost(run, host, { outcome: 'blocked', why, left: false });
}

/** Says of each of these hosts that what there is to do is done under the other name of its machine. */
async function leaveToTwins(run: Run, twins: ReadonlyMap<string, string>): Promise<void> {
  for (const [host, as] of twins) {
    if (run.results.has(host)) continue;
    const why = `it is the same machine as ${as}: what has to be run there is run once, as ${as}`;
    await finishHost(run, host, { outcome: 'unchanged', why, left: false });
  }
}

/** Every host that has no outcome yet gets one: its own, changed by an earlier play, or not started. */
async function finishRest(run: Run, otherwise: 'not-started'): Promise<void> {
  const rest = [...run.states].filter(([name]) => !run.results.has(name));
  await pLimit(run.ports.limits.forks).map(rest, async ([name, state]) => {
    const { unsettled, steps, held } = state;
    // Who was only looked at for others is no host of the run.
    if (isVisited(state) && steps.length === 0 && held.size === 0) return;
    const isChanged = steps.some((step) => step.changed && step.state !== 'undone');
    const result = unsettled ?? run.due.get(name);
    const outcome = isChanged ? 'changed' : isVisited(state) ? 'unchanged' : otherwise;
    await finishHost(run, name, result ?? { outcome, why: undefined, left: false });
  });
}

async function finish(run: Run, exitCode: ExitCode): Promise<ExitCode> {
  const event: RunEvent = {
    type: 'run.finished',
    exitCode,
    elapsedMs: run.ports.clock.now() - run.startedAt,
  };
  for (const [name, state] of run.states) if (!run.results.has(name)) await disconnect(state);
  await run.ports.record(event);
  // It may be this very line that could not be kept.
  return troubleOf(run.ports.signals) !== undefined && exitCode === ExitCode.ok
    ? ExitCode.unwritten
    : exitCode;
}
