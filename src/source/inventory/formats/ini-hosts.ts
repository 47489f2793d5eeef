import type { Diagnostic } from '../../../model/diagnostic.ts';
import type { Variable } from '../../../model/playbook/inventory.ts';
import type { Position } from '../../../model/values/position.ts';
import { pythonLiteral } from '../../../python/literal.ts';
import { type PlacedWord, splitBeforeComment, type Unfinished } from '../../../python/shlex.ts';
import { mistake } from '../../diagnostics/mistake.ts';
import { addHost, type Draft, setHostVariable } from './draft.ts';
import { namedHosts } from './host-names.ts';
import type { IniLine } from './ini-lines.ts';

/** `web[1:3]:2200 a=1 b="two words"`: the hosts go into the group, each with all the variables. */
export function readHostLine({ text, at }: IniLine, group: string, draft: Draft): void {
  const split = splitBeforeComment(text);
  if (!split.ok) {
    draft.diagnostics.push(unfinishedLine(split, at));
    return;
  }
  const [first, ...rest] = split.words;
  if (first === undefined) return;
  const variables = rest.flatMap((word) => readVariable(word, text, at, draft));
  const { names, port } = namedHosts(first.text, at, draft);
  for (const name of names) {
    const host = addHost(draft, group, { name, at, port });
    for (const [key, variable] of variables) setHostVariable(draft, host, key, variable);
  }
}

function unfinishedLine({ mark, offset }: Unfinished, start: Position): Diagnostic {
  const [message, hint] =
    mark === '\\'
      ? ['nothing follows this backslash', 'write `\\\\` for a backslash']
      : ['this quote is never closed', 'add one where the text ends'];
  return mistake(shift(start, offset), 'host-line-syntax', message, hint);
}

function readVariable(
  word: PlacedWord,
  line: string,
  start: Position,
  draft: Draft,
): readonly (readonly [string, Variable])[] {
  const equals = word.text.indexOf('=');
  const at = shift(start, word.offset);
  if (equals > 0) {
    const text = word.text.slice(equals + 1);
    const { value } = pythonLiteral(text) ?? { value: text };
    // With quotes before it the sign stands further right than in the word; close enough to look there.
    return [[word.text.slice(0, equals), { value, at: shift(at, equals + 1) }]];
  }
  const message = `\`${word.text}\` is not of the form \`name=value\``;
  const place = { at, length: word.text.length };
  draft.diagnostics.push(mistake(place, 'expected-variable', message, hintFor(word, line)));
  return [];
}

function hintFor({ text, offset }: PlacedWord, line: string): string {
  if (text.startsWith(';')) return 'a comment after a host starts with `#`';
  if (/^\s*=|=$/.test(text) || line.slice(0, offset).trimEnd().endsWith('='))
    return 'write it without spaces around `=`';
  return 'each line is one host and its variables; put a value with spaces in quotes';
}

function shift(at: Position, columns: number): Position {
  return { ...at, column: at.column + columns };
}
