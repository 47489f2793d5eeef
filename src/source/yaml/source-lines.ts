import type { Position } from '../../model/values/position.ts';
import type { ScalarNode } from '../../model/values/tree.ts';

/** The lines of a file by their number from 1, without their ends. */
export type SourceLines = (line: number) => string;

export function sourceLines(text: string): SourceLines {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  return (line) => lines[line - 1] ?? '';
}

/**
 * Where a character of a scalar's text stands in the file. Exact for what stands there as it is read: plain and quoted
 * text on one line without escapes, and block scalars with `|`. Anything else is at its start.
 */
export function placeWithin(node: ScalarNode, offset: number, lines: SourceLines): Position {
  const before = node.text.slice(0, offset);
  return onOneLine(node, before, lines) ?? inBlock(node, before, lines) ?? node.at;
}

function onOneLine(
  { text, plain, at }: ScalarNode,
  before: string,
  lines: SourceLines,
): Position | undefined {
  const start = at.column - 1 + (plain ? 0 : 1);
  const isThere = text !== '' && lines(at.line).startsWith(text, start);
  return isThere ? { ...at, column: start + before.length + 1 } : undefined;
}

function inBlock({ text, at }: ScalarNode, before: string, lines: SourceLines): Position | undefined {
  if (lines(at.line).charAt(at.column - 1) !== '|') return undefined;
  const row = before.split('\n').length - 1;
  const wanted = text.split('\n')[row] ?? '';
  const line = at.line + 1 + row;
  const indent = lines(line).length - wanted.length;
  if (indent < 0 || !lines(line).endsWith(wanted)) return undefined;
  return { ...at, line, column: indent + before.length - before.lastIndexOf('\n') };
}
