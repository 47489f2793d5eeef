/** A terminal that understands what rulerun writes to one, and refuses anything else. */
export interface FakeTerminal {
  write(text: string): void;
  /** What a person can read, what has scrolled away included; without colours and trailing space. */
  readonly lines: () => readonly string[];
  readonly cursorIsVisible: () => boolean;
  /** How often something was painted over. */
  readonly repaints: () => number;
}

const CSI: RegExp = /\u001b\[(\??)(\d*)([A-Za-z])|[\s\S]/gu;

export function fakeTerminal(columns: number, rows: number): FakeTerminal {
  const screen: string[] = [''];
  let row = 0;
  let column = 0;
  let visible = true;
  let repaints = 0;

  function newLine(): void {
    row += 1;
    if (row === screen.length) screen.push('');
  }

  function put(character: string): void {
    if (column === columns) {
      newLine();
      column = 0;
    }
    const line = (screen[row] ?? '').padEnd(column);
    screen[row] = line.slice(0, column) + character + line.slice(column + 1);
    column += 1;
  }

  function control(isPrivate: boolean, count: number, final: string): void {
    if (isPrivate && count === 25 && (final === 'h' || final === 'l')) visible = final === 'h';
    else if (!isPrivate && final === 'A') {
      repaints += 1;
      row = Math.max(row - count, screen.length - rows, 0);
    } else if (!isPrivate && final === 'J') {
      screen[row] = (screen[row] ?? '').slice(0, column);
      screen.fill('', row + 1);
    } else if (!isPrivate && final === 'K') screen[row] = (screen[row] ?? '').slice(0, column);
    else if (isPrivate || final !== 'm') throw new Error(`the terminal was asked for ${final} ${count}`);
  }

  return {
    write(text) {
      for (const [all, mark, count, final] of text.matchAll(CSI)) {
        if (final !== undefined) control(mark === '?', Number(count === '' ? 1 : count), final);
        else if (all === '\n') {
          newLine();
          // A terminal does it too: it is set to begin a new line at its left.
          column = 0;
        } else if (all === '\r') column = 0;
        else if (all === '\u001b') throw new Error('the terminal was sent an escape that is none of ours');
        else put(all);
      }
    },
    lines: () => {
      const text = screen.map((line) => line.trimEnd());
      while (text.at(-1) === '') text.pop();
      return text;
    },
    cursorIsVisible: () => visible,
    repaints: () => repaints,
  };
}
