import { troubleIn } from '../../actions/answer.ts';
import { lookAtAll } from '../../engine/look.ts';
import type { Answer, Observation } from '../../model/action.ts';
import { describeFailure, type Failure } from '../../model/failure.ts';
import { safeLine } from '../../renderers/safe-text.ts';
import type { Cli } from '../command-line.ts';
import { loadPlanOf, playbookIn } from '../load.ts';
import { reachHosts } from '../ports/connect.ts';
import type { FirewallOptions } from './options.ts';

/** What one host answered. */
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
  options: FirewallOptions,
  cli: Cli,
): Promise<{ readonly looked: readonly Looked[]; readonly missing: number } | undefined> {
  const { value, diagnostics } = await playbookIn(PLAYBOOK, 'rulerun firewall');
  const playbooks = value === undefined ? [] : [value];
  const read = { playbooks, diagnostics, texts: new Map() };
  const loaded = await loadPlanOf(read, [], { ...options, tags: [], skipTags: [] }, cli);
  if (!loaded.ok) return undefined;
  const [play] = loaded.plan.plays;
  const task = play?.tasks[0];
  if (play === undefined || task === undefined) return { looked: [], missing: 0 };
  const asked = play.batches.flat().map((host) => ({ target: host.target, identity: task.identity(host) }));
  await using hosts = reachHosts(cli.stateDir);
  const results = await lookAtAll(asked, observations, hosts.connect, options.forks);
  const leftOut = (host: string, why: string): readonly Looked[] => {
    cli.terminal.err(`${safeLine(host)}: ${safeLine(why)}\n`);
    return [];
  };
  const looked = results.flatMap(({ host, answers }) => {
    if (!answers.ok) return leftOut(host, told(host, answers.failure));
    const trouble = answers.value.map((answer) => troubleIn(answer)).find((why) => why !== undefined);
    return trouble === undefined ? [{ host, answers: answers.value }] : leftOut(host, trouble);
  });
  return { looked, missing: results.length - looked.length };
}

function told(host: string, failure: Failure): string {
  // A bug is ours, not the host's.
  if (failure.kind === 'internal') throw new Error(`${host}: ${failure.why}`);
  return describeFailure(failure);
}
