import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Variables } from '../../model/playbook/inventory.ts';
import type { Playbook } from '../../model/playbook/playbook.ts';
import type { Files } from '../../model/ports.ts';
import { unreadVarsFiles } from '../../resolve/files/unread-vars-files.ts';
import type { PatternInventory } from '../../resolve/pattern/host-pattern.ts';
import type { PlanOptions, WorldOptions } from '../../resolve/plan.ts';
import { attempt } from '../../source/inventory/attempt.ts';
import { readVariableFile } from '../../source/inventory/variable-files.ts';

export interface ReadVarsFiles {
  /** By absolute path; those that are not there are left out. */
  readonly varsFiles: ReadonlyMap<string, Variables>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads every file that `vars_files` of the plays may mean, whatever the host. */
export async function readVarsFiles(
  playbooks: readonly Playbook[],
  inventory: PatternInventory,
  options: Omit<WorldOptions, 'varsFiles'> & Pick<PlanOptions, 'prompted'>,
  files: Files,
): Promise<ReadVarsFiles> {
  const texts = new Map<string, Variables | 'missing'>();
  const diagnostics: Diagnostic[] = [];
  const unread = (): ReadonlySet<string> =>
    unreadVarsFiles(
      playbooks,
      inventory,
      { ...options, varsFiles: new Map() },
      (path) => texts.get(path) ?? 'unread',
    );
  for (let paths = unread(); paths.size > 0; paths = unread()) {
    for (const path of paths) {
      const bytes = await attempt(path, diagnostics, () => files.read(path));
      texts.set(
        path,
        bytes === undefined ? 'missing' : readVariableFile({ path, bytes }, diagnostics, files.vault),
      );
    }
  }
  const found = [...texts].flatMap(([path, text]) => (text === 'missing' ? [] : [[path, text] as const]));
  return { varsFiles: new Map(found), diagnostics };
}
