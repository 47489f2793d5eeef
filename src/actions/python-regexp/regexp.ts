import { type Flags, parse } from './parse.ts';
import { compile, type Program } from './program.ts';
import { type Match, search } from './search.ts';
import { PatternError } from './syntax.ts';

/** A pattern of Python's `re` over bytes. */
export interface PythonRegExp {
  readonly program: Program;
}

export type Compiled =
  | { readonly ok: true; readonly regexp: PythonRegExp }
  /** `why` is half a sentence: "a group is not closed". */
  | { readonly ok: false; readonly why: string };

/** @param pattern as the user wrote it; its UTF-8 bytes are what is matched */
export function compileRegExp(pattern: string, flags: Flags = { multiline: false }): Compiled {
  try {
    return { ok: true, regexp: { program: compile(parse(toBytes(pattern), flags)) } };
  } catch (error) {
    if (error instanceof PatternError) return { ok: false, why: error.message };
    throw error;
  }
}

/** @param text one character a byte, as `toBytes` gives it */
export function searchBytes({ program }: PythonRegExp, text: string): Match | undefined {
  return search(program, text);
}

/**
 * The template with what the match's groups hold put in, as Python's `Match.expand`: `\1`, `\g<1>`, `\g<name>`, and
 * escapes such as `\t`. A group that took no part is empty. Undefined when the template is wrong.
 */
export function expand(match: Match, template: string): string | undefined {
  let wrong = false;
  const expanded = template.replace(/\\(?:g<(\w+)>|([0-9]+)|([\s\S]|$))/g, (_, group, digits, char) => {
    const part = partFor(match, group, digits, char);
    if (part === undefined) wrong = true;
    return part ?? '';
  });
  return wrong ? undefined : expanded;
}

function partFor(
  match: Match,
  group: string | undefined,
  digits: string | undefined,
  char: string,
): string | undefined {
  if (group !== undefined)
    return textOf(match, match.names.get(group) ?? (/^\d+$/.test(group) ? Number(group) : -1));
  return digits === undefined ? escaped(char) : numbered(match, digits);
}

function textOf({ groups }: Match, number: number): string | undefined {
  return number in groups ? (groups[number] ?? '') : undefined;
}

/** `\0`, `\07` and three octal digits are a byte; else one or two digits are a group. */
function numbered(match: Match, digits: string): string | undefined {
  const octal = /^(0[0-7]{0,2}|[1-3][0-7]{2})/.exec(digits)?.[0];
  if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8)) + digits.slice(octal.length);
  const text = textOf(match, Number(digits.slice(0, 2)));
  return text === undefined ? undefined : text + digits.slice(2);
}

const CONTROLS: ReadonlyMap<string, string> = new Map([
  ['a', '\x07'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
  ['\\', '\\'],
]);

/** Python keeps the backslash before anything that is not an ASCII letter, and refuses letters it does not know. */
function escaped(char: string): string | undefined {
  const control = CONTROLS.get(char);
  if (control !== undefined) return control;
  return char === '' || /[A-Za-z]/.test(char) ? undefined : `\\${char}`;
}

/** Text as one character for each of its UTF-8 bytes. */
export function toBytes(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}
