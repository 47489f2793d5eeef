import { onAll } from '../../engine/look.ts';
import { readDocument, removeRun } from '../../journal/runs.ts';
import { RulerunError } from '../../model/error.ts';
import { ExitCode } from '../../model/exit-code.ts';
import type { Cleared } from '../../model/ports.ts';
import { safeLine } from '../../renderers/safe-text.ts';
import type { Cli } from '../command-line.ts';
import { everyHost, whyNot } from '../every-host.ts';
import type { FrozenTargets } from '../frozen.ts';
import { oldRuns } from '../old-runs.ts';
import type { RunOptions } from '../options.ts';
import { systemClock } from '../ports/clock.ts';
import { reachHosts } from '../ports/connect.ts';
import { holdRun } from '../run-holder.ts';
import { storiesIn, type Told } from '../stories.ts';

export interface GcOptions extends Omit<RunOptions, 'tags' | 'skipTags'> {
  /** Milliseconds. */
  readonly olderThan: number;
}

/**
 * Removes what is kept of old runs: with an inventory on its hosts, then on this machine. What can still be rolled back,
 * runs or was not settled stays, and why is said.
 */
export async function gc(options: GcOptions, cli: Cli): Promise<ExitCode> {
  const fleet = await clearHosts(options, cli);
  if (fleet === undefined) return ExitCode.invalid;
  const beforeMs = Date.parse(systemClock.wall()) - options.olderThan;
  const stories = await storiesIn(cli.stateDir);
  const { gone, kept } = oldRuns(stories, { beforeMs, cleared: fleet.cleared });
  const removed: string[] = [];
  const stay = [...kept];
  for (const run of gone) {
    const why =
      (await othersHolding(run, stories, cli.stateDir)) ??
      (options.check === true ? undefined : await removeHere(run, cli.stateDir));
    if (why === undefined) removed.push(run);
    else stay.push({ run, why });
  }
  tell('this machine', { gone: removed, kept: stay }, options, cli);
  return fleet.missing > 0 ? ExitCode.blocked : ExitCode.ok;
}

/** What steps left that ran as somebody else lies in that user's home, which is not looked into. */
async function othersHolding(
  run: string,
  stories: readonly Told[],
  stateDir: string,
): Promise<string | undefined> {
  if (stories.some(({ summary, fate }) => summary.run === run && fate.left.length === 0)) return undefined;
  const frozen = (await readDocument(stateDir, run, 'targets.json')) as FrozenTargets | undefined;
  const mixed = frozen?.targets.find(({ users = [] }) => users.length > 1);
  return mixed && `on ${mixed.name} it also worked as somebody else than root, who may have records of it`;
}

async function removeHere(run: string, stateDir: string): Promise<string | undefined> {
  try {
    await using _ = await holdRun(stateDir, run);
    return await removeRun(stateDir, run);
  } catch (error) {
    if (error instanceof RulerunError) return error.message;
    throw error;
  }
}

interface ClearedFleet {
  readonly cleared: ReadonlyMap<string, Cleared>;
  /** Hosts that could not be reached, or that a run has. */
  readonly missing: number;
}

async function clearHosts(options: GcOptions, cli: Cli): Promise<ClearedFleet | undefined> {
  if (options.inventory.length === 0) return { cleared: new Map(), missing: 0 };
  const asked = await everyHost('rulerun gc', options, cli);
  if (asked === undefined) return undefined;
  await using hosts = reachHosts(cli.stateDir);
  const how = options.check === true ? 'check' : 'remove';
  const results = await onAll(
    asked,
    (session, signal) => session.clear(options.olderThan, how, signal),
    hosts.connect,
    options.forks,
  );
  const cleared = new Map<string, Cleared>();
  for (const { host, result } of results) {
    if (result.ok) {
      cleared.set(host, result.value);
      tell(host, result.value, options, cli);
    } else cli.terminal.err(`${safeLine(`${host}: nothing was removed: ${whyNot(host, result.failure)}`)}\n`);
  }
  return { cleared, missing: results.length - cleared.size };
}

function tell(
  where: string,
  { gone, kept, others = [] }: Cleared,
  { check }: GcOptions,
  { terminal }: Cli,
): void {
  const verb = check === true ? 'would remove' : 'removed';
  const line = (text: string): void => terminal.out(`${safeLine(`${where}: ${text}`)}\n`);
  for (const run of gone) line(`${verb} the record of run ${run}`);
  const told = kept.filter(({ why }) => why !== 'young');
  for (const { run, why } of told) line(`kept run ${run}: ${why}`);
  for (const { user, place } of others)
    line(`not looked into: ${place}, where ${user} has records; rulerun gc with --become-user ${user} does`);
  if (gone.length === 0 && told.length === 0) line('nothing is old enough');
}
