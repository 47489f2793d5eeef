import { troubleIn } from '../../actions/answer.ts';
import { whyNot } from '../../app/every-host.ts';
import { reachHosts } from '../../app/system/connect.ts';
import { lookAtAll } from '../../engine/look.ts';
import type { Answer, Observation } from '../../model/action.ts';
import { safeLine } from '../../renderers/safe-text.ts';
import type { Cli } from '../cli.ts';
import { loadedHosts } from '../loading.ts';
import type { FirewallOptions } from './options.ts';

/** What one host answered. */
export interface Looked {
  readonly host: string;
  readonly answers: readonly Answer[];
}

/**
 * Asks every host of the inventory the same questions as root, and changes nothing. Hosts that cannot be asked are told on
 * standard error and counted in `missing`. Undefined: the inventory is wrong, and that has been told.
 */
export async function lookAtHosts(
  observations: readonly Observation[],
  options: FirewallOptions,
  cli: Cli,
): Promise<{ readonly looked: readonly Looked[]; readonly missing: number } | undefined> {
  const asked = await loadedHosts('rulerun firewall', options, cli);
  if (asked === undefined) return undefined;
  await using hosts = reachHosts(cli.stateDir);
  const results = await lookAtAll(asked, observations, hosts.connect, options.forks);
  const leftOut = (host: string, why: string): readonly Looked[] => {
    cli.terminal.err(`${safeLine(host)}: ${safeLine(why)}\n`);
    return [];
  };
  const looked = results.flatMap(({ host, answers }) => {
    if (!answers.ok) return leftOut(host, whyNot(host, answers.failure));
    const trouble = answers.value.map((answer) => troubleIn(answer)).find((why) => why !== undefined);
    return trouble === undefined ? [{ host, answers: answers.value }] : leftOut(host, trouble);
  });
  return { looked, missing: results.length - looked.length };
}
