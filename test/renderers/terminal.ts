/** A terminal that understands what rulerun writes to one, and refuses anything else. */
export interface FakeTerminal {
  write(text: string): void;
  /** What a person can read, what has scrolled away included; without colours and trailing space. */
  readonly lines: () => readonly string[];
  readonly cursorIsVisible: () => boolean;
  /** How often something was painted over. */
  readonly repaints: () => number;
}

const ESC = '\u001b';

/** A control sequence with at most one number, or else one character. */
const PART: RegExp = new RegExp(`${ESC}\\[(\\??\\d*[A-Za-z])|[^]`, 'gu');

export function fakeTerminal(columns: number, rows: number): FakeTerminal {
  const screen: string[] = [''];
  let row = 0;
  let column = 0;
  let visible = true;
  let repaints = 0;

  function newLine(): void {
    row += 1;
    // A terminal is set to begin a new line at its left.
    column = 0;
    if (row === screen.length) screen.push('');
  }

  function up(count: number): void {
    repaints += 1;
    row = Math.max(row - count, screen.length - rows, 0);
  }

  function eraseRest(): void {
    screen[row] = (screen[row] ?? '').slice(0, column);
  }

  function put(character: string): void {
    if (column === columns) newLine();
    const line = (screen[row] ?? '').padEnd(column);
    screen[row] = line.slice(0, column) + character + line.slice(column + 1);
    column += 1;
  }

  function control(sequence: string): void {
    const final = sequence.slice(-1);
    if (sequence === '?25h' || sequence === '?25l') visible = final === 'h';
    else if (/^\d+A$/.test(sequence)) up(Number(sequence.slice(0, -1)));
    else if (sequence === 'K' || sequence === 'J') eraseRest();
    else if (!/^\d+m$/.test(sequence)) throw new Error(`the terminal was asked for ${sequence}`);
    if (sequence === 'J') screen.fill('', row + 1);
  }

  function character(text: string): void {
    if (text === ESC) throw new Error('the terminal was sent an escape that is none of ours');
    if (text === '\n') newLine();
    else if (text === '\r') column = 0;
    else put(text);
  }

  return {
    write(text) {
      for (const [all, sequence] of text.matchAll(PART)) {
        if (sequence === undefined) character(all);
        else control(sequence);
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
