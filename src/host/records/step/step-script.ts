import type { Operation } from '../../../model/operation.ts';
import type { Step } from '../../../model/ports.ts';
import { hostWord } from '../../host-word.ts';
import { absolute, type KitCall, type Preserved, scriptOf } from '../../operations/operation-script.ts';
import { quoteAll } from '../../quote.ts';
import { functionText } from '../../wire/frame.ts';
import { prologue } from '../../wire/prologue.ts';

/** `0007`: how steps are numbered on hosts, in the order of doing also for `ls`. */
export function stepName(number: number): string {
  return String(number).padStart(4, '0');
}

/** What a step preserves, each path once, with a number of its own from 1. */
export function preservedBy(step: Pick<Step, 'operations' | 'preserve'>): ReadonlyMap<string, Preserved> {
  const paths = [...new Set(step.preserve.map(absolute))];
  return new Map(
    paths.map((path, index) => [path, { index: index + 1, how: howMuch(path, step.operations) }]),
  );
}

/** Operations that change attributes alone need no copy of any content. */
function howMuch(path: string, operations: readonly Operation[]): Preserved['how'] {
  let how: Preserved['how'] = 'meta';
  for (const operation of operations) {
    if (operation.kind === 'touch' || operation.kind === 'directory') continue;
    if (operation.kind !== 'attributes') return 'full';
    if (operation.recurse === true && isWithin(path, absolute(operation.path))) how = 'tree';
  }
  return how;
}

function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`) || folder === '/';
}

/** The script of a step, complete in itself. Its first words on the host are a line that sets `rr_umask` and `rr_home`. */
export function stepScript(step: Step, host: string): string {
  const preserved = preservedBy(step);
  const calls = step.operations.map((operation) => scriptOf(operation));
  const after = [...preserved].map(
    ([path, { index, how }]) => `  rr_note_result ${quoteAll([String(index), path, how])} >/dev/null 2>&1`,
  );
  return [
    prologue(),
    functionText([
      'rr_script_begin',
      'rr_script_end',
      ...(after.length === 0 ? [] : ['rr_note_result']),
      ...names(calls),
    ]),
    'rr_end() {',
    '  rr_end_code=$1',
    ...after,
    '  rr_script_end "$rr_end_code"',
    '}',
    ...identity(step, host, 'do'),
    'rr_script_begin "$@"',
    ...calls.flatMap(({ line }, index) => [`rr_op=${index + 1}`, `${line} || rr_end $?`]),
    'rr_end 0',
  ].join('\n');
}

/**
 * The script that undoes a step: complete in itself, harmless when run again, and to be run with a plain `sh` and its
 * absolute path by anybody, also when no controller is left. One operation that fails does not stop the next.
 */
export function undoScript(step: Step, undo: readonly Operation[], host: string): string {
  const preserved = preservedBy(step);
  const calls = undo.map((operation) => scriptOf(operation, preserved));
  return [
    prologue(),
    functionText(['rr_undo_script_begin', 'rr_undo_script_end', ...names(calls)]),
    ...identity(step, host, 'undo'),
    'rr_undo_script_begin "$@"',
    ...calls.flatMap(({ line }, index) => [`rr_op=${index + 1}`, `${line} || rr_bad=$?`]),
    'rr_undo_script_end',
  ].join('\n');
}

/** The script that every step and undo of a run is run by. */
export function runnerScript(): string {
  return [prologue(), functionText(['rr_runner']), 'rr_runner "$@"'].join('\n');
}

function names(calls: readonly KitCall[]): readonly string[] {
  return calls.map(({ name }) => name);
}

/** With the host: a folder may be one that several hosts share, and that the same step of each of them changes. */
function identity({ run, number }: Step, host: string, purpose: 'do' | 'undo'): readonly string[] {
  const name = stepName(number);
  const word = hostWord(host);
  return [`rr_n=${name}`, `rr_id=${run}-${word === '' ? '' : `${word}-`}${name}-${purpose}`];
}
