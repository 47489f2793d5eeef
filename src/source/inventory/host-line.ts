import type { Fault } from './host-range.ts';

export interface Word {
  /** Without its quotes and backslashes. */
  readonly text: string;
  /** Where it starts in the line, from 0. */
  readonly offset: number;
}

export type Words =
  | { readonly ok: true; readonly words: readonly Word[] }
  | { readonly ok: false; readonly fault: Fault };

/**
 * Splits a line of hosts as a shell would, without expanding anything: quotes group, a backslash takes the next
 * character as it is, and inside double quotes only before `"` and `\`. A `#` outside quotes starts a comment,
 * **even inside a word**: that is how Ansible reads it.
 */
export function splitHostLine(line: string): Words {
  const words: Word[] = [];
  for (let at = 0; ; ) {
    const offset = skipSpace(line, at);
    const { text, end } = readWord(line, offset);
    if (end > offset) words.push({ text, offset });
    const next = line[end];
    if (next === undefined || next === '#') return { ok: true, words };
    if (next === '\\') return failed(end, 'nothing follows this backslash', 'write `\\\\` for a backslash');
    if (next === '"' || next === "'") {
      return failed(end, 'this quote is never closed', 'add one where the text ends');
    }
    at = end;
  }
}

/** One piece of a word: in double quotes, in single quotes, behind a backslash, or plain. */
const piece = /"((?:[^"\\]|\\.)*)"|'([^']*)'|\\(.)|[^\s"'\\#]+/y;

function readWord(line: string, from: number): { readonly text: string; readonly end: number } {
  let text = '';
  for (let end = from; ; ) {
    piece.lastIndex = end;
    const match = piece.exec(line);
    if (match === null) return { text, end };
    const [plain, double, single, escaped] = match;
    text += double?.replaceAll(/\\(["\\])/g, '$1') ?? single ?? escaped ?? plain;
    end += plain.length;
  }
}

function skipSpace(line: string, from: number): number {
  let at = from;
  while (/^\s$/.test(line[at] ?? '')) at += 1;
  return at;
}

function failed(offset: number, message: string, hint: string): Words {
  return { ok: false, fault: { offset, message, hint } };
}
