import { textWidth } from '../../text/width.ts';

/** A command as it is typed, over as many lines as it takes to fit into `columns` cells, each to be continued by the next. */
export function shellLines(argv: readonly string[], columns: number | undefined): readonly string[] {
  const lines: string[] = [];
  let line = '$';
  for (const word of argv) {
    // Two cells stay free for what says that the line goes on.
    if (columns !== undefined && line !== '$' && textWidth(line) + 1 + textWidth(word) > columns - 2) {
      lines.push(`${line} \\`);
      line = `    ${word}`;
    } else line = `${line} ${word}`;
  }
  return [...lines, line];
}
