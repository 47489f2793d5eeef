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
  /** Where the first content of this line stands: a colon behind it makes it the key of a block. */
  let contentColumn = 0;
  let sawColon = false;
  let flow = 0;
  let scalarNext = false;

  const startLine = (): void => {
    leading = true;
    sawColon = false;
  };
  const open = (at: number, list: boolean): void => {
    while (closes(levels.at(-1), at, list)) levels.pop();
    const top = levels.at(-1);
    if (top === undefined || top.column < at || top.list !== list) levels.push({ column: at, list });
  };
  const content = (): void => {
    if (flow > 0 || !leading) return;
    contentColumn = column;
    leading = false;
  };
  const indicator = (lexeme: string): void => {
    if (flow > 0) return;
    if (leading) {
      open(column, lexeme === '-');
    } else if (lexeme === ':' && !sawColon) {
      sawColon = true;
      open(contentColumn, false);
    } else {
      // It has no business on this line: `a: b: c`. The parser nests before it complains, and later lines of the same
      // column go into the innermost of these, so that `a: b: c` in every line is one level more a line.
      sawColon = true;
      levels.push({ column: contentColumn, list: false });
    }
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
    return levels.length + flow;
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
