import { whyNot } from '../../app/every-host.ts';
import { reachHosts } from '../../app/system/connect.ts';
import { lookAtAll } from '../../engine/look/ask-hosts.ts';
import { type Probes, questionsOf, readAll, type Told } from '../../probes/probe.ts';
import { safeLine } from '../../renderers/safe-text.ts';
import type { Cli } from '../cli.ts';
import { loadedHosts } from '../loading.ts';
import type { FirewallOptions } from './options.ts';

/** What one host answered. */
export interface AnsweredHost<Asked extends Probes> {
  readonly host: string;
  readonly told: Told<Asked>;
}

/**
 * Asks every host of the inventory the same questions as root, and changes nothing. Hosts that cannot be asked are told on
 * standard error and counted in `missing`. Undefined: the inventory is wrong, and that has been told.
 */
export async function lookAtHosts<Asked extends Probes>(
  probes: Asked,
  options: FirewallOptions,
  cli: Cli,
): Promise<{ readonly looked: readonly AnsweredHost<Asked>[]; readonly missing: number } | undefined> {
  const asked = await loadedHosts('rulerun firewall', options, cli);
  if (asked === undefined) return undefined;
  await using hosts = reachHosts(cli.stateDir);
  const results = await lookAtAll(asked, questionsOf(probes), hosts.connect, options.forks);
  const leftOut = (host: string, why: string): readonly AnsweredHost<Asked>[] => {
    cli.terminal.err(`${safeLine(host)}: ${safeLine(why)}\n`);
    return [];
  };
  const looked = results.flatMap(({ host, answers }) => {
    if (!answers.ok) return leftOut(host, whyNot(host, answers.failure));
    const read = readAll(probes, answers.value);
    return 'told' in read ? [{ host, told: read.told }] : leftOut(host, read.trouble.why);
  });
  return { looked, missing: results.length - looked.length };
}
