/** How deep the collections go after each lexeme: never less than the parser will nest, and rarely more. */
export type DepthMeter = (lexeme: string) => number;

interface Level {
  readonly column: number;
  readonly list: boolean;
}

/** What the lexer says between the pieces of text. */
const documentMark = '\u0002';
const flowEndMark = '\u0018';
export const scalarMark = '\u001f';

/** True for the lexer's own marks, which stand for no text. */
export function isMark(lexeme: string): boolean {
  return lexeme === documentMark || lexeme === flowEndMark || lexeme === scalarMark;
}

/** Starts at the beginning of a text; give it every lexeme, marks included. */
export function depthMeter(): DepthMeter {
  let levels: Level[] = [];
  let column = 0;
  /** Only spaces and indicators so far on this line: the next thing opens a block at its column. */
  let leading = true;
  /** Indicators that have no business on this line; the parser nests at each of them before it complains. */
  let surplus = 0;
  /** Where the first content of this line stands, until a colon makes it the key of a block. */
  let keyColumn: number | undefined;
  let flow = 0;
  let scalarNext = false;

  const startLine = (): void => {
    leading = true;
    surplus = 0;
    keyColumn = undefined;
  };
  const close = (at: number, list: boolean): void => {
    while (closes(levels.at(-1), at, list)) levels.pop();
  };
  const open = (at: number, list: boolean): void => {
    close(at, list);
    const top = levels.at(-1);
    if (top === undefined || top.column < at || top.list !== list) levels.push({ column: at, list });
  };
  const content = (): void => {
    if (flow > 0 || !leading) return;
    close(column, false);
    keyColumn = column;
    leading = false;
  };
  const indicator = (lexeme: string): void => {
    if (flow > 0) return;
    if (leading) open(column, lexeme === '-');
    else if (lexeme === ':' && keyColumn !== undefined) open(keyColumn, false);
    else surplus += 1;
    if (!leading) keyColumn = undefined;
  };
  const take = (lexeme: string): void => {
    switch (kindOf(lexeme, scalarNext)) {
      case 'newline':
        // Inside brackets the line goes on as far as the parser is concerned.
        if (flow === 0) startLine();
        break;
      case 'indicator':
        indicator(lexeme);
        break;
      case 'open':
        content();
        flow += 1;
        break;
      case 'close':
        flow = Math.max(0, flow - 1);
        break;
      case 'content':
        content();
        if (lexeme.endsWith('\n')) startLine();
        break;
      case 'document':
        levels = [];
        break;
      case 'flow-end':
        flow = 0;
        startLine();
        break;
      case 'nothing':
        break;
    }
  };

  return (lexeme) => {
    take(lexeme);
    scalarNext = lexeme === scalarMark;
    if (!isMark(lexeme)) column = columnAfter(lexeme, column);
    return levels.length + surplus + flow;
  };
}

function closes(top: Level | undefined, column: number, list: boolean): boolean {
  if (top === undefined || top.column < column) return false;
  return top.column > column || (top.list && !list);
}

type LexemeKind =
  | 'newline'
  | 'indicator'
  | 'open'
  | 'close'
  | 'content'
  | 'document'
  | 'flow-end'
  | 'nothing';

const kinds: ReadonlyMap<string, LexemeKind> = new Map([
  ['\n', 'newline'],
  ['\r\n', 'newline'],
  ['-', 'indicator'],
  ['?', 'indicator'],
  [':', 'indicator'],
  ['[', 'open'],
  ['{', 'open'],
  [']', 'close'],
  ['}', 'close'],
  [',', 'nothing'],
  ['', 'nothing'],
  ['---', 'document'],
  ['...', 'document'],
  [documentMark, 'document'],
  [flowEndMark, 'flow-end'],
  [scalarMark, 'nothing'],
]);

function kindOf(lexeme: string, isScalar: boolean): LexemeKind {
  if (isScalar) return 'content';
  return kinds.get(lexeme) ?? (/^[ \t#]/.test(lexeme) ? 'nothing' : 'content');
}

function columnAfter(lexeme: string, column: number): number {
  const newline = lexeme.lastIndexOf('\n');
  return newline === -1 ? column + lexeme.length : lexeme.length - newline - 1;
}
