import type { TemplateMarks } from './marks.ts';
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

interface Opening {
  readonly kind: 'block' | 'variable' | 'comment';
  readonly mark: string;
  readonly offset: number;
}

/** A text and how it is taken apart. */
interface Splitting {
  readonly text: string;
  readonly marks: TemplateMarks;
  readonly openings: RegExp;
}

/**
 * Takes a template apart, with `trim_blocks` as Ansible has it: the line break behind a tag or comment goes with it.
 *
 * One line break at the very end is dropped; whoever renders gives it back.
 */
export function split(source: string, marks: TemplateMarks, from = 0): readonly Segment[] {
  const splitting = {
    text: source.replace(/(?:\r\n|\r|\n)$/, ''),
    marks,
    openings: new RegExp(
      [marks.block, marks.variable, marks.comment]
        .map(([start]) => start)
        .sort((a, b) => b.length - a.length)
        .map(literally)
        .join('|'),
      'g',
    ),
  };
  const { text } = splitting;
  const segments: Segment[] = [];
  let at = from;
  for (;;) {
    const opening = openingFrom(at, splitting);
    addText(text.slice(at, keptUpTo(at, opening, splitting)), splitting, segments);
    if (opening === undefined) return segments;
    const piece = pieceAt(opening, splitting);
    if (piece.segment !== undefined) segments.push(piece.segment);
    at = piece.next;
  }
}

function openingFrom(from: number, { text, marks, openings }: Splitting): Opening | undefined {
  openings.lastIndex = from;
  const found = openings.exec(text);
  if (found === null) return undefined;
  const [mark] = found;
  const kind = mark === marks.block[0] ? 'block' : mark === marks.variable[0] ? 'variable' : 'comment';
  return { kind, mark, offset: found.index };
}

/** How much of the text before a mark stays: `-` takes all blanks, `lstrip_blocks` those that begin the line of a tag. */
function keptUpTo(from: number, opening: Opening | undefined, { text, marks }: Splitting): number {
  if (opening === undefined) return text.length;
  const { kind, mark, offset } = opening;
  const sign = text.charAt(offset + mark.length);
  const before = text.slice(from, offset);
  if (sign === '-') return from + before.trimEnd().length;
  if (!marks.stripsBefore || sign === '+' || kind === 'variable') return offset;
  const blanks = /[^\S\n\r]*$/.exec(before)?.[0].length ?? 0;
  const beginsLine = offset - blanks === 0 || /[\n\r]/.test(text.charAt(offset - blanks - 1));
  return beginsLine ? offset - blanks : offset;
}

function addText(text: string, { marks: { newline } }: Splitting, segments: Segment[]): void {
  const kept = text.replace(/\r\n?|\n/g, newline);
  if (kept !== '') segments.push({ kind: 'text', text: kept });
}

function pieceAt(opening: Opening, splitting: Splitting): Piece {
  const { text, marks } = splitting;
  const { kind, mark, offset } = opening;
  if (kind === 'comment') return commentAt(opening, splitting);
  if (kind === 'block') {
    const raw = rawFrom(offset, splitting);
    if (raw !== undefined) return raw;
  }
  const isTag = kind === 'block';
  const close = isTag ? marks.block[1] : marks.variable[1];
  const { tokens, next, ...ended } = tokenize(text, {
    opening: { mark, offset },
    from: offset + mark.length + (/[-+]/.test(text.charAt(offset + mark.length)) ? 1 : 0),
    closing: isTag ? [`-${close}`, `+${close}`, close] : [`-${close}`, close],
    backslashes: isTag ? 'escapes' : marks.inOutput,
  });
  return {
    segment: { kind: isTag ? 'tag' : 'output', tokens, offset },
    next: behind(ended.close, next, isTag, splitting),
  };
}

function commentAt({ mark, offset }: Opening, splitting: Splitting): Piece {
  const { text, marks } = splitting;
  const [, close] = marks.comment;
  const end = text.indexOf(close, offset + mark.length);
  if (end === -1) throw unclosed(mark, offset, close);
  const sign = end > offset + mark.length ? text.charAt(end - 1) : '';
  return { segment: undefined, next: behind(sign + close, end + close.length, true, splitting) };
}

function rawFrom(offset: number, splitting: Splitting): Piece | undefined {
  const { text, marks } = splitting;
  const [start, close] = marks.block.map(literally) as [string, string];
  const open = new RegExp(`${start}[-+]?\\s*raw\\s*(?:-${close}\\s*|${close})`, 'y');
  open.lastIndex = offset;
  const [opened] = open.exec(text) ?? [];
  if (opened === undefined) return undefined;
  const ending = new RegExp(`${start}([-+]?)\\s*endraw\\s*([-+]?${close})`, 'g');
  const from = offset + opened.length;
  ending.lastIndex = from;
  const end = ending.exec(text);
  if (end === null)
    throw unclosed(
      `${marks.block[0]} raw ${marks.block[1]}`,
      offset,
      `${marks.block[0]} endraw ${marks.block[1]}`,
    );
  const [whole, , closed = ''] = end;
  const segments: Segment[] = [];
  const kept = keptUpTo(from, { kind: 'block', mark: marks.block[0], offset: end.index }, splitting);
  addText(text.slice(from, kept), splitting, segments);
  return { segment: segments[0], next: behind(closed, end.index + whole.length, true, splitting) };
}

/** Where the text goes on: `-` takes all blanks with it, a tag one line break unless `+` says no. */
function behind(close: string, next: number, isTag: boolean, { text, marks }: Splitting): number {
  if (close.startsWith('-')) return text.length - text.slice(next).trimStart().length;
  if (!isTag || close.startsWith('+') || !marks.trimsBlocks) return next;
  if (text.startsWith('\r\n', next)) return next + 2;
  return text[next] === '\n' || text[next] === '\r' ? next + 1 : next;
}

function literally(text: string): string {
  return text.replace(/[^\w\s]/g, '\\$&');
}
