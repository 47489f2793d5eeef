import { RulerunError } from '../../model/error.ts';
import { ExitCode } from '../../model/run/exit-code.ts';
import { safeLine } from '../../renderers/safe-text.ts';
import type { Cli } from '../cli.ts';
import { clean } from '../firewall/clean.ts';
import { diff } from '../firewall/diff.ts';
import { explain } from '../firewall/explain.ts';
import { savedAndLive, withRules } from '../firewall/host-sources.ts';
import { type Fleet, fleetRules } from '../firewall/hosts.ts';
import { lint } from '../firewall/lint.ts';
import type { FirewallOptions } from '../firewall/options.ts';
import { fileSources, tellGaps, understand } from '../firewall/sources.ts';

/** Of files: what is in them. Of hosts: what they load at boot, or what is in their kernels, or both side by side. */
export type FirewallVerb = 'lint' | 'clean' | 'explain' | 'diff';

export async function firewall(
  verb: FirewallVerb,
  named: undefined | string | readonly string[],
  options: FirewallOptions,
  cli: Cli,
): Promise<ExitCode> {
  const files = [named ?? []].flat();
  if (options.inventory.length === 0) return ofFiles(verb, files, options, cli);
  if (files.length > 0) throw misused(USAGE[verb]);
  if (options.inPlace === true || options.reapply !== undefined) throw misused(ON_HOSTS);
  const fleet = await fleetRules(options, cli);
  if (fleet === undefined) return ExitCode.invalid;
  const exitCode = await ofFleet(verb, fleet, options, cli);
  const seesKernel = verb === 'explain' || verb === 'diff';
  const gaps = seesKernel
    ? fleet.hosts.flatMap(({ host, gaps }) => gaps.map((gap) => `${host}: ${gap}`))
    : [];
  for (const gap of gaps) cli.terminal.err(`${safeLine(gap)}\n`);
  return fleet.missing > 0 || gaps.length > 0 ? ExitCode.blocked : exitCode;
}

async function ofFiles(
  verb: FirewallVerb,
  files: readonly string[],
  options: FirewallOptions,
  cli: Cli,
): Promise<ExitCode> {
  const sources = (await fileSources(files)).map(understand);
  const [first, second, third] = sources;
  if (verb === 'lint' && first !== undefined) return lint(sources, options, cli);
  if (verb === 'explain' && first !== undefined) {
    tellGaps(sources, cli);
    return explain(sources, options, cli);
  }
  if (verb === 'clean' && first !== undefined && second === undefined) return clean([first], options, cli);
  if (verb === 'diff' && first !== undefined && second !== undefined && third === undefined)
    return diff([[first, second]], options, cli);
  throw misused(USAGE[verb]);
}

function ofFleet(
  verb: FirewallVerb,
  { hosts }: Fleet,
  options: FirewallOptions,
  cli: Cli,
): Promise<ExitCode> {
  const saved = hosts.flatMap((host) => host.saved);
  switch (verb) {
    case 'lint':
      return lint(saved, options, cli);
    case 'clean':
      return clean(saved, options, cli);
    case 'explain': {
      const live = hosts.flatMap(withRules);
      if (live.some(({ text }) => text.includes('\n:KUBE-SVC-')))
        cli.terminal.err('The rules of single Kubernetes services are left out.\n');
      return explain(live, options, cli);
    }
    case 'diff':
      return diff(hosts.flatMap(savedAndLive), options, cli);
  }
}

const USAGE: Readonly<Record<FirewallVerb, string>> = {
  lint: 'rulerun firewall lint FILE…, or -i INVENTORY for what hosts load at boot',
  explain: 'rulerun firewall explain FILE…, or -i INVENTORY for what is in the kernels of hosts',
  clean: 'rulerun firewall clean FILE, or -i INVENTORY for what would be left of what hosts load at boot',
  diff: 'rulerun firewall diff BEFORE AFTER, or -i INVENTORY to compare what hosts load at boot with what runs',
};

const ON_HOSTS =
  '--in-place and --reapply are for a file on this machine; on hosts the playbook limited-iptables-config.yml does both';

function misused(usage: string): RulerunError {
  return new RulerunError('USAGE', 'name what to look at', { hint: usage });
}
