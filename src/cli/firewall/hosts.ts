import type { Answer, Observation } from '../../model/action.ts';
import { describeFailure, HostFailure } from '../../model/failure.ts';
import type { PlannedHost, PlannedTask } from '../../model/plan.ts';
import type { Connect } from '../../model/ports.ts';
import { safeLine } from '../../renderers/safe-text.ts';
import type { Cli } from '../command-line.ts';
import { loadPlanOf, playbookIn } from '../load.ts';
import type { RunOptions } from '../options.ts';
import { reachHosts } from '../ports/connect.ts';

/** What one host answered, or why it did not. */
export interface Looked {
  readonly host: string;
  readonly answers: readonly Answer[];
}

/** A look is a playbook that does nothing: so hosts are reached, and rights taken, as with any other. */
const PLAYBOOK = `- name: Look at the rules
  hosts: all
  become: true
  tasks:
    - debug: {msg: nothing is changed}
`;

/**
 * Asks every host of the inventory the same questions as root, and changes nothing. Hosts that cannot be asked are told on
 * standard error and counted in `missing`. Undefined: the inventory is wrong, and that has been told.
 */
export async function lookAtHosts(
  observations: readonly Observation[],
  options: RunOptions,
  cli: Cli,
): Promise<{ readonly looked: readonly Looked[]; readonly missing: number } | undefined> {
  const { value, diagnostics } = await playbookIn(PLAYBOOK, 'rulerun firewall');
  const playbooks = value === undefined ? [] : [value];
  const loaded = await loadPlanOf({ playbooks, diagnostics, texts: new Map() }, [], options, cli);
  if (!loaded.ok) return undefined;
  const [play] = loaded.plan.plays;
  const task = play?.tasks[0];
  if (play === undefined || task === undefined) return { looked: [], missing: 0 };
  await using hosts = reachHosts(cli.stateDir);
  const results = await inTurn(play.batches.flat(), options.forks, (host) =>
    lookAt(host, task, observations, hosts.connect, cli),
  );
  const looked = results.filter((one) => one !== undefined);
  return { looked, missing: results.length - looked.length };
}

async function lookAt(
  host: PlannedHost,
  task: PlannedTask,
  observations: readonly Observation[],
  connect: Connect,
  { terminal }: Cli,
): Promise<Looked | undefined> {
  const { name: of } = host.target;
  const never = new AbortController().signal;
  try {
    await using connection = await connect(host.target, never);
    const session = await connection.session(task.identity(host), never);
    return { host: of, answers: await session.observe(observations, never) };
  } catch (error) {
    if (!(error instanceof HostFailure)) throw error;
    terminal.err(`${safeLine(of)}: ${safeLine(describeFailure(error.failure))}\n`);
    return undefined;
  }
}

/** At most `count` at a time; the results in the order of the items. */
async function inTurn<T, R>(
  items: readonly T[],
  count: number,
  work: (item: T) => Promise<R>,
): Promise<readonly R[]> {
  const results: R[] = [];
  const left = [...items.entries()];
  const worker = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift())
      results[next[0]] = await work(next[1]);
  };
  await Promise.all(Array.from({ length: Math.min(count, items.length) }, worker));
  return results;
}
