import type { LooseTask } from '../../model/playbook/playbook.ts';
import type { Tree } from '../../model/values/tree.ts';
import { didYouMean } from '../../text/edit-distance.ts';
import { mistake } from '../diagnostics/mistake.ts';
import { isTemplate, scalarsOf, treePlace } from '../yaml/tree-place.ts';
import type { Reading } from './language.ts';

/**
 * Names that no handler answers to. `written`: the handlers as they stand there, so that one that could not be read is not
 * told once more. Names that only a run will tell are left to it.
 */
export function checkNotices(
  handlers: readonly Pick<LooseTask, 'name' | 'listen'>[],
  written: Tree | undefined,
  { notices, diagnostics }: Pick<Reading, 'notices' | 'diagnostics'>,
): void {
  const names = handlers.flatMap(({ name, listen }) => [name, ...listen]);
  const told = written === undefined ? [] : scalarsOf(written).map(({ text }) => text);
  const known = new Set([...names, ...told]);
  if (names.some(isTemplate)) return;
  for (const item of notices) {
    if (known.has(item.text) || isTemplate(item.text)) continue;
    const message = `no handler of this play is called \`${item.text}\``;
    const hint = didYouMean(item.text, names) ?? listOf(names);
    diagnostics.push(mistake(treePlace(item), 'unknown-handler', message, hint));
  }
}

function listOf(names: readonly string[]): string {
  if (names.length === 0) return 'the play has no `handlers:`';
  return `there are ${[...new Set(names)].map((name) => `\`${name}\``).join(', ')}`;
}

/**
 * Handlers without those that nothing reaches, because another has their name; one of those that listens to further words
 * stays for these. `groups`: the handlers of each role, then those of the play; a later group wins, and the first in a group.
 */
export function visibleHandlers(groups: readonly (readonly LooseTask[])[]): readonly LooseTask[] {
  return groups.flatMap((group, index) => {
    const later = new Set(groups.slice(index + 1).flatMap((one) => one.map(({ name }) => name)));
    const before = new Set<string>();
    return group.flatMap((handler) => {
      const { name, within, listen } = handler;
      const isHidden = within.length === 0 && (later.has(name) || before.has(name));
      before.add(name);
      if (!isHidden) return [handler];
      return listen.length > 0 ? [{ ...handler, hidden: true as const }] : [];
    });
  });
}
