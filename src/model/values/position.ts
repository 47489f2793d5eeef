/** A place in a file a person can open. */
export interface Position {
  /** As the user named it: absolute, or relative to the working directory. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 code units. */
  readonly column: number;
}

/** `file:line:column`, the form editors and terminals make clickable; an option has neither line nor column. */
export function formatPosition({ file, line, column }: Position): string {
  return file.startsWith('--') ? file : `${file}:${line}:${column}`;
}

/** Where what is about a whole file is told, or about an option, which stands for one: `--limit`. */
export function startOf(file: string): Position {
  return { file, line: 1, column: 1 };
}
