import { Fault } from '../fault.ts';
import { booleanOf } from '../values/boolean-word.ts';
import { kindOf, type Value } from '../values/value.ts';

/** How the text of a template file is read, in the words of Ansible's module `template`. What is left out is as there. */
export interface PageOptions {
  /** The line break behind a tag goes with it; unless told otherwise it does. */
  readonly trim_blocks?: boolean;
  /** Blanks before a tag that begins its line go with it. */
  readonly lstrip_blocks?: boolean;
  readonly newline_sequence?: '\n' | '\r' | '\r\n';
  readonly block_start_string?: string;
  readonly block_end_string?: string;
  readonly variable_start_string?: string;
  readonly variable_end_string?: string;
  readonly comment_start_string?: string;
  readonly comment_end_string?: string;
}

/** The text of a template file and where it lies; undefined: in no file, so that nothing lies beside it. */
export interface PageSource {
  readonly text: string;
  readonly path: string | undefined;
  readonly options: PageOptions;
}

const flags = ['trim_blocks', 'lstrip_blocks'] as const;
const marks = [
  'block_start_string',
  'block_end_string',
  'variable_start_string',
  'variable_end_string',
  'comment_start_string',
  'comment_end_string',
] as const;
const newlines: ReadonlyMap<Value, '\n' | '\r' | '\r\n'> = new Map<Value, '\n' | '\r' | '\r\n'>([
  ['\n', '\n'],
  ['\\n', '\n'],
  ['\r', '\r'],
  ['\\r', '\r'],
  ['\r\n', '\r\n'],
  ['\\r\\n', '\r\n'],
]);

type OptionReader = (name: string, value: Value) => boolean | string;

const readers: ReadonlyMap<string, OptionReader> = new Map<string, OptionReader>([
  ...flags.map((name) => [name, readFlag] as const),
  ...marks.map((name) => [name, readMark] as const),
  ['newline_sequence', readNewline],
]);

function readFlag(name: string, value: Value): boolean {
  const read = booleanOf(value);
  if (read !== undefined) return read;
  throw new Fault('type', `\`${name}\` is true or false, not ${kindOf(value)}`);
}

function readMark(name: string, value: Value): string {
  if (typeof value === 'string' && value !== '') return value;
  throw new Fault('type', `\`${name}\` is a text of some characters`);
}

function readNewline(name: string, value: Value): string {
  const read = newlines.get(value);
  if (read !== undefined) return read;
  throw new Fault('type', `\`${name}\` is one of \\n, \\r and \\r\\n`);
}

/** Those of the given values that say how a page is read; none is as left out. */
export function pageOptionsIn(given: ReadonlyMap<string, Value>): PageOptions {
  return Object.fromEntries(
    [...readers].flatMap(([name, read]) => {
      const value = given.get(name) ?? null;
      return value === null ? [] : [[name, read(name, value)] as const];
    }),
  );
}

const header = /^#jinja2:([^\n]*)\n?/;

/** Where the text begins behind a first line such as `#jinja2: lstrip_blocks: True`, and the options with what that says. */
export function behindHeader({ text, options }: Pick<PageSource, 'text' | 'options'>): {
  readonly from: number;
  readonly options: PageOptions;
} {
  const [line, said] = header.exec(text) ?? [];
  if (line === undefined || said === undefined) return { from: 0, options };
  const pairs = said.split(',').map((pair) => {
    const cut = pair.indexOf(':');
    const [name, value] = [pair.slice(0, cut).trim(), pair.slice(cut + 1).trim()];
    if (cut === -1 || !readers.has(name))
      throw new Fault('syntax', `\`${pair.trim()}\` is no option of a template`, {
        offset: 0,
        hint: `there are ${[...readers.keys()].join(', ')}`,
      });
    return [name, value.replace(/^(['"])(.*)\1$/s, '$2')] as const;
  });
  return { from: line.length, options: { ...options, ...pageOptionsIn(new Map(pairs)) } };
}
