import type { Backslashes } from './string-literal.ts';
import { type Token, tokenize, unclosed } from './tokenize.ts';

/** A template taken apart: text as it will come out, and the words of what stands between braces. */
export type Segment =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'output' | 'tag'; readonly tokens: readonly Token[]; readonly offset: number };

/** One piece behind an opening mark, and where the text goes on. */
interface Piece {
  readonly segment: Segment | undefined;
  readonly next: number;
}

const openingPattern = /\{[{%#]/g;
const rawPattern = /\{%[-+]?\s*raw\s*(?:-%\}\s*|%\})/y;
const endRawPattern = /\{%([-+]?)\s*endraw\s*(?:\+%\}|-%\}\s*|%\}(?:\r\n?|\n)?)/g;

/**
 * Takes a template apart, with `trim_blocks` as Ansible has it: the line break behind a tag or comment goes with it.
 *
 * One line break at the very end is dropped; whoever renders gives it back.
 */
export function split(source: string, inOutput: Backslashes): readonly Segment[] {
  const text = source.replace(/(?:\r\n|\r|\n)$/, '');
  const segments: Segment[] = [];
  let at = 0;
  for (;;) {
    openingPattern.lastIndex = at;
    const start = openingPattern.exec(text)?.index ?? text.length;
    const stripped = text.charAt(start + 2) === '-';
    addText(text.slice(at, start), stripped, segments);
    if (start === text.length) return segments;
    const piece = pieceAt(text, start, inOutput);
    if (piece.segment !== undefined) segments.push(piece.segment);
    at = piece.next;
  }
}

function addText(text: string, stripped: boolean, segments: Segment[]): void {
  const kept = (stripped ? text.trimEnd() : text).replace(/\r\n?/g, '\n');
  if (kept !== '') segments.push({ kind: 'text', text: kept });
}

function pieceAt(text: string, start: number, inOutput: Backslashes): Piece {
  const mark = text.slice(start, start + 2);
  if (mark === '{#') return commentAt(text, start);
  rawPattern.lastIndex = start;
  const raw = rawPattern.exec(text);
  if (raw !== null) return rawAt(text, start, start + raw[0].length);
  const isTag = mark === '{%';
  const { tokens, close, next } = tokenize(text, {
    opening: { mark, offset: start },
    from: start + 2 + (/[-+]/.test(text.charAt(start + 2)) ? 1 : 0),
    closing: isTag ? ['-%}', '+%}', '%}'] : ['-}}', '}}'],
    backslashes: isTag ? 'escapes' : inOutput,
  });
  return {
    segment: { kind: isTag ? 'tag' : 'output', tokens, offset: start },
    next: behind(text, close, next, isTag),
  };
}

function commentAt(text: string, start: number): Piece {
  const end = text.indexOf('#}', start + 2);
  if (end === -1) throw unclosed('{#', start, '#}');
  const sign = end > start + 2 ? text.charAt(end - 1) : '';
  return { segment: undefined, next: behind(text, `${sign}#}`, end + 2, true) };
}

function rawAt(text: string, start: number, from: number): Piece {
  endRawPattern.lastIndex = from;
  const end = endRawPattern.exec(text);
  if (end === null) throw unclosed('{% raw %}', start, '{% endraw %}');
  const segments: Segment[] = [];
  addText(text.slice(from, end.index), end[1] === '-', segments);
  return { segment: segments[0], next: end.index + end[0].length };
}

/** Where the text goes on: `-` takes all blanks with it, a tag one line break unless `+` says no. */
function behind(text: string, close: string, next: number, isTag: boolean): number {
  if (close.startsWith('-')) return text.length - text.slice(next).trimStart().length;
  if (!isTag || close.startsWith('+')) return next;
  if (text.startsWith('\r\n', next)) return next + 2;
  return text[next] === '\n' || text[next] === '\r' ? next + 1 : next;
}
