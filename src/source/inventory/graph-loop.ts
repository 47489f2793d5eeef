import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Position } from '../../model/values/position.ts';
import { mistake } from '../diagnostics/mistake.ts';
import type { DraftGroup } from './formats/draft.ts';

/** One loop among groups that are in loops or below them, told where the link written furthest down is. */
export function loopIn(
  groups: readonly DraftGroup[],
  parentsOf: (group: DraftGroup) => readonly DraftGroup[],
): readonly Diagnostic[] {
  const suspects = new Set(groups);
  const way: DraftGroup[] = [];
  // Up through parents that are suspects too, until one comes again.
  let here = groups[0];
  while (here !== undefined && !way.includes(here)) {
    way.unshift(here);
    here = parentsOf(here).find((parent) => suspects.has(parent));
  }
  const loop = here === undefined ? [] : way.slice(0, way.indexOf(here) + 1);
  const [last, ...others] = linksOf(loop);
  if (last === undefined) return [];
  const names = [...others, last].map(({ parent }) => `\`${parent.name}\``);
  const message = `groups contain each other: ${[...names, names[0]].join(' > ')}`;
  return [mistake(last.at, 'group-loop', message, 'take one of them out of the other')];
}

interface Link {
  readonly parent: DraftGroup;
  readonly at: Position;
}

/** The links of a loop, each group the parent of the next, beginning with the one written furthest down. */
function linksOf(loop: readonly DraftGroup[]): readonly Link[] {
  const links = loop.map((parent, index): Link => {
    const [at = parent.at] = loop
      .slice((index + 1) % loop.length)
      .flatMap(({ name }) => parent.children.get(name) ?? []);
    return { parent, at };
  });
  const lines = links.map(({ at }) => at.line);
  const lowest = lines.indexOf(Math.max(...lines));
  return [...links.slice(lowest), ...links.slice(0, lowest)];
}
