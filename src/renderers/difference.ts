import type { Difference } from '../model/change.ts';
import { unifiedDiff } from '../report/unified-diff.ts';
import { safeLine } from './safe-text.ts';
import type { Style } from './style.ts';

/** A difference as lines: `subject: before -> after`, or a unified diff. */
export function differenceLines(difference: Difference, style: Style): readonly string[] {
  if (difference.kind === 'state') {
    const { subject, before, after } = difference;
    return [`${safeLine(subject)}: ${style.bad(safeLine(before))} -> ${style.good(safeLine(after))}`];
  }
  return unifiedDiff(difference.subject, difference.before, difference.after).map((line) => coloured(safeLine(line), style));
}

function coloured(line: string, style: Style): string {
  if (line.startsWith('---') || line.startsWith('+++')) return style.bold(line);
  if (line.startsWith('@@')) return style.dim(line);
  if (line.startsWith('+')) return style.good(line);
  if (line.startsWith('-')) return style.bad(line);
  return line;
}
