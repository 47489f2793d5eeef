import { codeAt } from '../present.ts';

/** What a pattern is matched against. */
export type Subject = 'text' | 'bytes';

/** Reading a pattern character by character. */
export interface PatternReader {
  /** What it reads a pattern for. Bytes are one character each, up to U+00FF. */
  readonly holds: Subject;
  /** The next character; empty at the end. */
  readonly peek: () => string;
  readonly take: () => string;
  /** Takes the text if it comes next. */
  readonly accept: (text: string) => boolean;
  /** Takes what the sticky expression matches here. */
  readonly match: (sticky: RegExp) => RegExpExecArray | undefined;
}

export function patternReader(pattern: string, holds: Subject): PatternReader {
  let at = 0;
  const peek = (): string => (at < pattern.length ? String.fromCodePoint(codeAt(pattern, at)) : '');
  return {
    holds,
    peek,
    take: () => {
      const letter = peek();
      at += letter.length;
      return letter;
    },
    accept: (text) => {
      if (!pattern.startsWith(text, at)) return false;
      at += text.length;
      return true;
    },
    match: (sticky) => {
      sticky.lastIndex = at;
      const found = sticky.exec(pattern);
      if (found === null) return undefined;
      at += found[0].length;
      return found;
    },
  };
}
