import { Fault } from '../fault.ts';
import type { RegexTree } from './tree.ts';

/** How many characters a part always takes; a fault when that varies, because looking behind needs to know. */
export function widthOf(tree: RegexTree): number {
  switch (tree.kind) {
    case 'one':
      return 1;
    case 'edge':
    case 'look':
      return 0;
    case 'group':
      return widthOf(tree.part);
    case 'sequence':
      return tree.parts.reduce((width, part) => width + widthOf(part), 0);
    case 'choice':
      return sameWidth(tree.options.map(widthOf));
    case 'repeat':
      return sameWidth([tree.least * widthOf(tree.part), tree.most * widthOf(tree.part)]);
  }
}

function sameWidth(widths: readonly number[]): number {
  const [first = 0] = widths;
  if (widths.some((width) => width !== first))
    throw new Fault('type', 'the pattern looks behind for something that varies in length');
  return first;
}

/** Whether a part can match without taking a character. */
export function isNullable(tree: RegexTree): boolean {
  switch (tree.kind) {
    case 'one':
      return false;
    case 'edge':
    case 'look':
      return true;
    case 'group':
      return isNullable(tree.part);
    case 'sequence':
      return tree.parts.every(isNullable);
    case 'choice':
      return tree.options.some(isNullable);
    case 'repeat':
      return tree.least === 0 || isNullable(tree.part);
  }
}
