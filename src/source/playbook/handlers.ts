import type { LooseTask } from '../../model/playbook/playbook.ts';
import { distinctIn } from '../../model/values/nested.ts';
import { formatPosition } from '../../model/values/position.ts';
import { likeName } from '../../python/template/like-name.ts';
import { didYouMean } from '../../text/edit-distance.ts';
import { named } from '../../text/words.ts';
import { mistake } from '../diagnostics/mistake.ts';
import { isTemplate, treePlace } from '../yaml/tree-place.ts';
import type { Reading } from './language.ts';

/**
 * Names that no handler answers to. One that could not be read is not told once more, and names that only a run will tell are
 * left to it.
 */
export function checkNotices(
  handlers: readonly Pick<LooseTask, 'name' | 'listen'>[],
  { notices, unread, diagnostics }: Pick<Reading, 'notices' | 'unread' | 'diagnostics'>,
): void {
  const names = handlers.flatMap(({ name, listen }) => [name, ...listen]);
  const known = new Set([...names, ...unread]);
  if (known.has(ANY)) return;
  const open = names.filter(isTemplate).map(likeName);
  for (const item of distinctIn(notices)) {
    if (known.has(item.text) || isTemplate(item.text) || open.some((name) => name.test(item.text))) continue;
    const message = `no handler of this play is called \`${item.text}\``;
    const hint = didYouMean(item.text, names) ?? listOf(names);
    diagnostics.push(mistake(treePlace(item), 'unknown-handler', message, hint));
  }
}

/** Among what could not be read: anything may be among it. */
export const ANY = '*';

function listOf(names: readonly string[]): string {
  if (names.length === 0) return 'the play has no `handlers:`';
  // Those of roles answer to `role : name` too, which is no news.
  const own = names.filter((name) => !names.some((other) => name.endsWith(` : ${other}`)));
  return `there are ${named(
    [...new Set(own)].map((name) => `\`${name}\``),
    12,
  )}`;
}

/**
 * Handlers without those that nothing reaches, because another has their name; one of those that listens to further words
 * stays for these. `groups`: the handlers of each role, then those of the play; a later group wins, and the first in a group.
 */
export function visibleHandlers(groups: readonly (readonly LooseTask[])[]): readonly LooseTask[] {
  return groups.flatMap((group, index) => {
    const after = groups.slice(index + 1).flat();
    const later = new Set(after.map(({ name }) => name));
    // A role that is used again brings its handlers again.
    const again = new Set(after.map(({ at }) => formatPosition(at)));
    const before = new Set<string>();
    return group.flatMap((handler) => {
      const { name, within, listen } = handler;
      const isHidden = within.length === 0 && (later.has(name) || before.has(name));
      before.add(name);
      if (!isHidden) return [handler];
      return listen.length > 0 && !again.has(formatPosition(handler.at))
        ? [{ ...handler, hidden: true as const }]
        : [];
    });
  });
}
