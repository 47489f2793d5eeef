import { RulerunError } from '../../model/error.ts';
import type { Group, Host } from '../../model/playbook/inventory.ts';
import type { Files } from '../../model/ports.ts';
import { ExitCode } from '../../model/run/exit-code.ts';
import { hostsMatching, type PatternInventory } from '../../resolve/pattern/host-pattern.ts';
import { limitFiles } from '../project/limit-files.ts';
import type { RecordedHost } from '../records/recorded-hosts.ts';

/**
 * The names of a run's hosts that `--limit` means, by the rules of apply's, with the groups that the inventory had then.
 * @throws {RulerunError} `LIMIT_UNMATCHED`: a slip must not look like a host on which nothing is to be undone.
 */
export async function hostsInLimit(
  limit: string | undefined,
  targets: readonly RecordedHost[],
  files: Files,
): Promise<ReadonlySet<string>> {
  if (limit === undefined) return new Set(targets.map(({ name }) => name));
  const found = hostsMatching(limit, inventoryOf(targets), await limitFiles(limit, files));
  if (found.ok && found.hosts.length > 0) return new Set(found.hosts.map(({ name }) => name));
  const why = found.ok ? `--limit ${limit} leaves no host` : found.message;
  throw new RulerunError('LIMIT_UNMATCHED', `${why}, among the hosts of this run; no host was contacted`, {
    exitCode: ExitCode.invalid,
    hint:
      (found.ok ? undefined : found.hint) ?? `its hosts are ${targets.map(({ name }) => name).join(', ')}`,
  });
}

function inventoryOf(targets: readonly RecordedHost[]): PatternInventory {
  const hosts = new Map<string, Host>();
  const members = new Map<string, string[]>([['all', []]]);
  for (const { name, groups = [] } of targets) {
    hosts.set(name, { name, groups: ['all', ...groups], variables: new Map() });
    for (const group of ['all', ...groups]) members.set(group, [...(members.get(group) ?? []), name]);
  }
  const groups = new Map(
    [...members].map(([name, names]): [string, Group] => [
      name,
      { name, hosts: names, own: names, children: [] },
    ]),
  );
  return { hosts, groups, localHosts: new Map() };
}
