import { inAscii } from '../../renderers/ascii.ts';
import type { Terminal } from './terminal.ts';

/** True when the locale of this process has UTF-8. POSIX: LC_ALL before LC_CTYPE before LANG; with none it is `C`. */
export function hasUtf8(environment: Terminal['environment']): boolean {
  const name = ['LC_ALL', 'LC_CTYPE', 'LANG'].map((key) => environment[key]).find((value) => value);
  return /utf-?8/i.test(name ?? 'C');
}

/**
 * The terminal as its locale wants it: without UTF-8 there are no pictures but those of ASCII. What goes into a pipe or a
 * file on standard output is a result for others, and stays as it is.
 */
export function inItsLocale(terminal: Terminal): Terminal {
  if (hasUtf8(terminal.environment)) return terminal;
  return {
    ...terminal,
    out: terminal.outIsTerminal ? (text) => terminal.out(inAscii(text)) : terminal.out,
    err: (text) => terminal.err(inAscii(text)),
    ask: (question, options) => terminal.ask(inAscii(question), options),
  };
}
