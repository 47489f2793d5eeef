import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { linesOf } from './piped-lines.ts';
import { watchWriting } from './standard-output.ts';

/** The three streams of this process, and what the environment says of them. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Waits until all of `out` has been taken; why it could not be, if it could not. Absent: it always can. */
  readonly unwritten?: () => Promise<Error | undefined>;
  readonly isInteractive: boolean;
  readonly outIsTerminal: boolean;
  /** Cells in a line of `out`; undefined: as many as a line needs. */
  readonly outColumns?: number | undefined;
  readonly errIsTerminal: boolean;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Asks a question on standard error; the answer without its newline, or undefined at the end of input. */
  readonly ask: (
    question: string,
    options: { readonly hidden: boolean; readonly signal?: AbortSignal },
  ) => Promise<string | undefined>;
}

/** The terminal this process was started in. What it cannot write stops nothing: a run goes on without anybody to watch it. */
export function systemTerminal(): Terminal {
  process.stderr.on('error', () => undefined);
  const { write: out, unwritten } = watchWriting(process.stdout);
  return {
    unwritten,
    out,
    err: (text) => void process.stderr.write(text),
    isInteractive: process.stdin.isTTY === true && process.stderr.isTTY === true,
    outIsTerminal: process.stdout.isTTY === true,
    outColumns: process.stdout.columns || undefined,
    errIsTerminal: process.stderr.isTTY === true,
    environment: process.env,
    ask,
  };
}

let piped: ReturnType<typeof linesOf> | undefined;

/** The next line of a pipe. All questions share one reader: what one has read ahead is the answer to the next. */
async function nextLine(signal: AbortSignal | undefined): Promise<string | undefined> {
  piped ??= linesOf(process.stdin);
  const answer = await piped.next(signal);
  process.stderr.write('\n');
  return answer;
}

function ask(
  question: string,
  { hidden, signal }: { readonly hidden: boolean; readonly signal?: AbortSignal },
): Promise<string | undefined> {
  process.stderr.write(question);
  if (process.stdin.isTTY !== true) return nextLine(signal);
  const echo = hidden ? new Writable({ write: (_chunk, _encoding, done) => done() }) : process.stderr;
  const lines = createInterface({
    input: process.stdin,
    output: echo,
    terminal: true,
  });
  return new Promise((resolve) => {
    let answer: string | undefined;
    lines.once('line', (line) => {
      answer = line;
      lines.close();
    });
    // readline takes Ctrl-C for itself while it asks; the run must hear of it, and before it asks the next question.
    lines.once('SIGINT', () => {
      if (!process.emit('SIGINT', 'SIGINT')) process.kill(process.pid, 'SIGINT');
      lines.close();
    });
    lines.once('close', () => {
      if (hidden || answer === undefined) process.stderr.write('\n');
      resolve(answer);
    });
    signal?.addEventListener('abort', () => lines.close(), { once: true });
  });
}
