import type { Preview, PreviewGroup } from '../report/preview.ts';
import { differenceLines } from './difference.ts';
import { safeLine } from './safe-text.ts';
import type { Style } from './style.ts';
import { counted, named } from './words.ts';

/** A preview as lines, one paragraph for each change that is the same on its hosts. */
export function previewLines(preview: Preview, style: Style): readonly string[] {
  const { changes, hosts, hostsToChange, groups } = preview;
  const head =
    changes === 0
      ? `Preview: nothing to change on ${counted(hosts, 'host')}`
      : `Preview: ${counted(changes, 'change')} on ${hostsToChange} of ${counted(hosts, 'host')}`;
  return [style.bold(head), ...groups.flatMap((group) => groupLines(group, style))];
}

function groupLines({ title, hosts, finding }: PreviewGroup, style: Style): readonly string[] {
  const on = style.dim(`on ${safeLine(named(hosts))}`);
  if (finding.kind === 'unforeseen') {
    return [`  ${safeLine(title)}`, `    ${style.dim('cannot be told yet')}: ${safeLine(finding.why)}  ${on}`];
  }
  const { change, uncertain } = finding;
  const notes = [
    ...(uncertain ? ['uncertain: what comes before it has not happened yet'] : []),
    ...change.impact.map((impact) => `impact: ${impact}`),
    ...(change.undo.kind === 'irreversible' ? [`cannot be undone: ${change.undo.why}`] : []),
  ];
  return [
    `  ${safeLine(title)}`,
    `    ${style.changed(safeLine(change.summary))}  ${on}`,
    ...change.diff.flatMap((difference) => differenceLines(difference, style)).map((line) => `      ${line}`),
    ...notes.map((note) => `      ${style.bold(safeLine(note))}`),
  ];
}
