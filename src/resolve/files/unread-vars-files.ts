import { dirname, resolve } from 'node:path';
import type { Playbook } from '../../model/playbook/playbook.ts';
import { NOT_PROMPTED } from '../../model/playbook/variable-sources.ts';
import { scopesInBatch, sharedIn } from '../host-scope.ts';
import type { PatternInventory } from '../pattern/host-pattern.ts';
import { type PlanOptions, type WorldOptions, worldOf } from '../plan.ts';
import { beforeFacts, fromVarsFiles, type VarsFileTexts } from './vars-files.ts';

/**
 * The files that have to be looked at before it is known which of them the `vars_files` of these plays mean, by their
 * absolute paths. When they have been looked at there may be more: what lies in a file may name the next.
 */
export function unreadVarsFiles(
  playbooks: readonly Playbook[],
  inventory: PatternInventory,
  options: WorldOptions & Pick<PlanOptions, 'prompted'>,
  texts: VarsFileTexts,
): ReadonlySet<string> {
  const unread = new Set<string>();
  if (playbooks.every(({ plays }) => plays.every(({ varsFiles }) => varsFiles.length === 0))) return unread;
  const world = worldOf(playbooks, inventory, options);
  const shared = sharedIn(world, options.lookups);
  const hosts = [...inventory.hosts.values(), ...inventory.localHosts.values()];
  for (const { file, plays } of playbooks) {
    const folder = resolve(options.folder, dirname(file));
    for (const play of plays) {
      const { varsFiles } = play;
      if (varsFiles.length === 0) continue;
      const prompted = options.prompted.get(play) ?? NOT_PROMPTED;
      const scopeOf = scopesInBatch({ ...play, varsFiles: [], folder, prompted }, [], [], shared);
      for (const host of hosts) {
        const found = fromVarsFiles({ varsFiles, folder }, beforeFacts(scopeOf(host)), texts);
        for (const path of found.unread) unread.add(path);
      }
    }
  }
  return unread;
}
