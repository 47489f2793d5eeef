import type { Position } from '../../../model/values/position.ts';

/** One line without the white space around it, and where it starts. Never empty, never a comment. */
export interface IniLine {
  readonly text: string;
  readonly at: Position;
}

/** The lines that say something: no blank ones, and none that start with `#` or `;`. */
export function linesOf(text: string, file: string): readonly IniLine[] {
  return text.split(/\r\n|\r|\n/).flatMap((raw, index) => {
    const trimmed = raw.trim();
    if (trimmed === '' || trimmed.startsWith('#') || trimmed.startsWith(';')) return [];
    const column = raw.length - raw.trimStart().length + 1;
    return [{ text: trimmed, at: { file, line: index + 1, column } }];
  });
}
