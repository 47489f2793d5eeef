import type { Difference } from '../model/change.ts';
import { unifiedDiff } from '../report/unified-diff.ts';
import { safeLine, safeText } from './safe-text.ts';
import type { Style } from './style.ts';

/** A difference as lines: `subject: before -> after`, or a unified diff. */
export function differenceLines(difference: Difference, style: Style): readonly string[] {
  if (difference.kind === 'state') {
    const { subject, before, after } = difference;
    return [`${safeLine(subject)}: ${style.bad(safeLine(before))} -> ${style.good(safeLine(after))}`];
  }
  const { subject, before, after } = difference;
  const [from = '', to = '', ...hunks] = unifiedDiff(subject, before, after);
  // Tabs stay: a tab that became spaces must not look the same on both sides.
  return from === ''
    ? []
    : [from, to]
        .map((line) => style.bold(safeLine(line)))
        .concat(hunks.map((line) => coloured(safeText(line), style)));
}

function coloured(line: string, style: Style): string {
  if (line.startsWith('@@')) return style.dim(line);
  if (line.startsWith('+')) return style.good(line);
  if (line.startsWith('-')) return style.bad(line);
  return line;
}
