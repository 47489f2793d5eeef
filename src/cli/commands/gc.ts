import { whyNot } from '../../app/every-host.ts';
import { removeOldRuns } from '../../app/records/remove-old.ts';
import { systemClock } from '../../app/system/clock.ts';
import { reachHosts } from '../../app/system/connect.ts';
import { onAll } from '../../engine/look/ask-hosts.ts';
import type { Cleared } from '../../model/ports.ts';
import { ExitCode } from '../../model/run/exit-code.ts';
import { safeLine } from '../../renderers/safe-text.ts';
import type { Cli } from '../cli.ts';
import { loadedHosts } from '../loading.ts';
import type { RunOptions } from '../options.ts';

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
  const context = { beforeMs, cleared: fleet.cleared };
  tell('this machine', await removeOldRuns(cli.stateDir, context, howOf(options)), options, cli);
  return fleet.missing > 0 ? ExitCode.blocked : ExitCode.ok;
}

interface ClearedFleet {
  readonly cleared: ReadonlyMap<string, Cleared>;
  /** Hosts that could not be reached, or that a run has. */
  readonly missing: number;
}

async function clearHosts(options: GcOptions, cli: Cli): Promise<ClearedFleet | undefined> {
  if (options.inventory.length === 0) return { cleared: new Map(), missing: 0 };
  const asked = await loadedHosts('rulerun gc', options, cli);
  if (asked === undefined) return undefined;
  await using hosts = reachHosts(cli.stateDir);
  const results = await onAll(
    asked,
    (session, signal) => session.clear(options.olderThan, howOf(options), signal),
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

function howOf({ check }: GcOptions): 'check' | 'remove' {
  return check === true ? 'check' : 'remove';
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
