import type { Difference } from '../model/change.ts';
import { unifiedDiff } from '../report/unified-diff.ts';
import { textWidth } from '../text/width.ts';
import { broken, type Page } from './page.ts';
import { safeLine, safeText } from './safe-text.ts';
import type { Style } from './style.ts';

type Kind<Of extends Difference['kind']> = Difference & { readonly kind: Of };

/**
 * A difference as lines, each after `indent` spaces: `subject: before -> after`, on lines of their own where one is too
 * narrow, or a unified diff, which is never broken.
 */
export function differenceLines(difference: Difference, page: Page, indent: number): readonly string[] {
  const lines =
    difference.kind === 'state' ? stateLines(difference, page, indent) : unifiedLines(difference, page.style);
  return lines.map((line) => `${' '.repeat(indent)}${line}`);
}

function stateLines(difference: Kind<'state'>, { style, columns }: Page, indent: number): readonly string[] {
  const subject = safeLine(difference.subject);
  const before = safeLine(difference.before);
  const after = safeLine(difference.after);
  const fits = (width: number): boolean => columns === undefined || indent + width <= columns;
  const step = `${style.bad(before)} -> ${style.good(after)}`;
  const stepWidth = textWidth(`${before} -> ${after}`);
  if (fits(textWidth(subject) + 2 + stepWidth)) return [`${subject}: ${step}`];
  if (fits(2 + stepWidth)) return [`${subject}:`, `  ${step}`];
  return [
    `${subject}:`,
    ...broken(before, indent + 5, columns).map((line) => `     ${style.bad(line)}`),
    ...broken(after, indent + 5, columns).map(
      (line, index) => `  ${index === 0 ? '->' : '  '} ${style.good(line)}`,
    ),
  ];
}

function unifiedLines({ subject, before, after }: Kind<'text'>, style: Style): readonly string[] {
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
