import type { ParamsOf } from '../../../model/params/params-schema.ts';
import { Fault } from '../../../python/fault.ts';
import { bytesPattern, searchBytes, toBytes } from '../../../python/regex/bytes.ts';
import type { RegexProgram } from '../../../python/regex/compile.ts';
import { expand, parseReplacement } from '../../../python/regex/replacement.ts';
import type { Match as Found } from '../../../python/regex/use.ts';
import type { lineProperties } from './params.ts';

/** What to do with the lines of a file. Texts are as the user wrote them. */
export type LineWish = Omit<ParamsOf<typeof lineProperties>, 'path' | 'create'>;

export type Edited =
  /** `what`: in Ansible's words, `line added`; empty when nothing changes. `removed`: lines, where some were to go. */
  | { readonly ok: true; readonly text: string; readonly what: string; readonly removed?: number }
  | { readonly ok: false; readonly why: string };

/** What a line is found by: an expression, a text in it, or nothing. */
type Find = (line: string) => Match | boolean;

/** How the patterns of a wish find lines. */
interface Finders {
  readonly line: string;
  readonly find: Find | undefined;
  /** For inserting; undefined: at the end or the beginning. */
  readonly neighbour: Find | undefined;
}

/** @param text the file, one character a byte, as everything in here: Ansible's module works on bytes */
export function editLines(wish: LineWish, text: string): Edited {
  try {
    const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
    const finders = findersOf(wish);
    return wish.state === 'absent' ? removeLines(finders, lines) : putLine(wish, finders, lines);
  } catch (error) {
    if (error instanceof Fault) return { ok: false, why: error.message };
    throw error;
  }
}

function findersOf({ regexp, search_string, line, insertafter, insertbefore }: LineWish): Finders {
  const searched = search_string === undefined ? undefined : toBytes(search_string);
  const after = insertafter === 'EOF' || insertafter === 'BOF' ? undefined : insertafter;
  const before = insertbefore === 'BOF' ? undefined : insertbefore;
  const neighbour = after ?? before;
  return {
    line: toBytes(line ?? ''),
    find:
      regexp !== undefined
        ? matcher('regexp', regexp)
        : searched === undefined
          ? undefined
          : (each) => each.includes(searched),
    neighbour:
      neighbour === undefined
        ? undefined
        : matcher(after === undefined ? 'insertbefore' : 'insertafter', neighbour),
  };
}

/** What an expression finds in a line, and how its groups are numbered. */
interface Match {
  readonly program: RegexProgram;
  readonly found: Found;
}

function matcher(name: string, text: string): Find {
  const pattern = bytesPattern(text);
  if (!pattern.ok)
    throw new Fault('type', `the expression in \`${name}\` cannot be used: ${pattern.error.message}`);
  const program = pattern.value;
  return (line) => {
    const found = searchBytes(program, line);
    return found === undefined ? false : { program, found };
  };
}

function removeLines({ line, find }: Finders, lines: readonly string[]): Edited {
  const matches = find ?? ((each: string) => withoutEnd(each) === line);
  const kept = lines.filter((each) => matches(each) === false);
  const removed = lines.length - kept.length;
  return { ok: true, text: kept.join(''), what: removed === 0 ? '' : `${removed} line(s) removed`, removed };
}

function putLine(wish: LineWish, finders: Finders, lines: readonly string[]): Edited {
  const found = lastOrFirst(lines, finders.find, wish.firstmatch);
  if (found !== undefined) return replaceLine(wish, finders.line, lines, found);
  const { exact, neighbour } = lookAround(wish, finders, lines);
  // The very line is there already: at most its line end is missing.
  if (exact !== undefined) return replaceLine(wish, finders.line, lines, { index: exact, match: false });
  if (wish.backrefs) return { ok: true, text: lines.join(''), what: '' };
  if (wish.insertbefore === 'BOF' || wish.insertafter === 'BOF') return inserted(lines, 0, finders.line);
  if (neighbour === undefined) return inserted(lines, lines.length, finders.line);
  if (wish.insertbefore !== undefined) return inserted(lines, neighbour, finders.line);
  const next = lines[neighbour + 1];
  if (next !== undefined && withoutEnd(next) === finders.line)
    return { ok: true, text: lines.join(''), what: '' };
  return inserted(lines, neighbour + 1, finders.line);
}

interface FoundLine {
  readonly index: number;
  readonly match: Match | boolean;
}

function lastOrFirst(
  lines: readonly string[],
  find: Find | undefined,
  first: boolean,
): FoundLine | undefined {
  let found: FoundLine | undefined;
  if (find === undefined) return undefined;
  for (const [index, line] of lines.entries()) {
    const match = find(line);
    if (match === false) continue;
    found = { index, match };
    if (first) return found;
  }
  return found;
}

/** Where the line is already, and where a neighbour for it is. With `firstmatch` nothing after the neighbour is seen. */
function lookAround(
  { firstmatch }: LineWish,
  { line, neighbour: find }: Finders,
  lines: readonly string[],
): { readonly exact: number | undefined; readonly neighbour: number | undefined } {
  let exact: number | undefined;
  let neighbour: number | undefined;
  for (const [index, each] of lines.entries()) {
    if (withoutEnd(each) === line) {
      exact = index;
    } else if (find !== undefined && find(each) !== false) {
      neighbour = index;
      if (firstmatch) break;
    }
  }
  return { exact, neighbour };
}

function replaceLine(
  wish: LineWish,
  line: string,
  lines: readonly string[],
  { index, match }: FoundLine,
): Edited {
  const text = wish.backrefs && typeof match === 'object' ? expanded(line, match) : line;
  if (text === undefined) {
    return {
      ok: false,
      why: '`line` refers to a group that `regexp` does not have, or holds an unknown `\\` escape',
    };
  }
  const replacement = text.endsWith('\n') ? text : `${text}\n`;
  if (lines[index] === replacement) return { ok: true, text: lines.join(''), what: '' };
  return { ok: true, text: lines.with(index, replacement).join(''), what: 'line replaced' };
}

/** The line with what the groups hold; undefined when it cannot be read as a replacement. */
function expanded(line: string, { program, found }: Match): string | undefined {
  try {
    return expand(parseReplacement(line, program), found);
  } catch (error) {
    if (error instanceof Fault) return undefined;
    throw error;
  }
}

function inserted(lines: readonly string[], index: number, line: string): Edited {
  const before = lines.slice(0, index).join('');
  // Never on the end of a last line that has no line end of its own.
  const gap = before === '' || /[\n\r]$/.test(before) ? '' : '\n';
  return { ok: true, text: `${before}${gap}${line}\n${lines.slice(index).join('')}`, what: 'line added' };
}

function withoutEnd(line: string): string {
  return line.replace(/[\r\n]+$/, '');
}
