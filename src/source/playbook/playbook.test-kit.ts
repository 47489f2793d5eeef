import { expect } from 'vitest';
import type { Play, Playbook, Task } from '../../model/playbook/playbook.ts';
import { testLanguage } from './language.test-kit.ts';
import { readPlaybook } from './playbook.ts';

/** What a person reads of it: `line:column code message (hint)`. */
export function told(text: string): readonly string[] {
  return readPlaybook(text, 'p.yml', testLanguage).diagnostics.map(
    ({ severity, at, code, message, hint }) =>
      `${at.line}:${at.column} ${severity === 'warning' ? 'warning ' : ''}${code} ${message}${hint === undefined ? '' : ` (${hint})`}`,
  );
}

/** A playbook in which nothing is wrong. */
export function good(text: string): Playbook {
  const { value, diagnostics } = readPlaybook(text, 'p.yml', testLanguage);
  expect(diagnostics).toEqual([]);
  if (value === undefined) throw new Error('no playbook');
  return value;
}

/** A play on `hosts: web` in which nothing is wrong. */
export function play(keywords: string): Play {
  const [only] = good(`- hosts: web\n${keywords.replace(/^/gm, '  ')}\n`).plays;
  if (only === undefined) throw new Error('no play');
  return only;
}

/** The one task of such a play. */
export function task(text: string): Task {
  const [only] = play(`tasks:\n- ${text.replaceAll('\n', '\n  ')}`).tasks;
  if (only === undefined) throw new Error('no task');
  return only;
}

/** What is wrong with the keywords of a play on `hosts: web`; they start in line 2, column 1. */
export function toldOfPlay(keywords: string): readonly string[] {
  return told(`- hosts: web\n${keywords.replace(/^/gm, '  ')}`).map((line) => moved(line, 0, -2));
}

/** What is wrong with a task; it starts in line 1, column 1. Its play has a handler `x`. */
export function toldOfTask(text: string): readonly string[] {
  const indented = text.replaceAll('\n', '\n    ');
  return told(`- hosts: web\n  handlers: [{name: x, ping: }]\n  tasks:\n  - ${indented}\n`).map((line) =>
    moved(line, -3, -4),
  );
}

function moved(line: string, rows: number, columns: number): string {
  return line.replace(
    /^(\d+):(\d+)/,
    (_, row, column) => `${Number(row) + rows}:${Number(column) + columns}`,
  );
}
