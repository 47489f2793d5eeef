import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Family } from '../../../firewall/kernel/canonical.ts';
import type { Action, Answer, Decision } from '../../../model/action.ts';
import type { Change } from '../../../model/change.ts';
import type { Operation } from '../../../model/operation.ts';
import type { JsonObject } from '../../../model/values/json.ts';
import { temporaryFolder } from '../../../probes/asking.test-kit.ts';
import { programFor } from '../../../probes/rules/program.ts';
import { NO_CONTEXT, said } from '../../../probes/said.test-kit.ts';
import { type Backend, inKernel, programOf } from './kernel.test-kit.ts';

export interface Kernel {
  readonly backend: Backend;
  readonly family: Family;
  /** What takes the part of /bin/sh. */
  readonly shell: string;
}

/** As `rr_firewall` tells rules that a `-save` program has printed. */
export function told(program: string, saved: string): Answer {
  const kept = saved
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.replace(/^\[\d+:\d+\] /, '').replace(/ \[\d+:\d+\]$/, ''));
  return said(`=${program}-save\n${kept.map((line) => `${line}\n`).join('')}=end 0\n`);
}

/** What an action makes of a running rule set, further answers behind it. */
export function decideOn(
  { backend, family }: Pick<Kernel, 'backend' | 'family'>,
  saved: string,
  action: Action,
  params: JsonObject,
  more: readonly Answer[] = [],
): Decision {
  const version = backend === 'nft' ? '(nf_tables)' : '(legacy)';
  const plain = programFor(family);
  const answers = [
    told(programOf(backend, family), saved),
    said(`program ${plain} ${plain} v1.8.9 ${version}\n`),
  ];
  return action.plan({ ...params, family }, [...answers, ...more], NO_CONTEXT);
}

export function changeOf(decision: Decision): Change {
  if (decision.kind !== 'change') throw new Error(JSON.stringify(decision));
  return decision.change;
}

export function undoOf({ undo }: Change): readonly Operation[] {
  if (undo.kind !== 'possible') throw new Error(undo.kind);
  return undo.operations;
}

/**
 * Loads rules, then does each group of operations in a kernel of its own: what the kernel printed before, and after each
 * group. A text instead of operations is run as it is.
 */
export function inTurn(
  { backend, family, shell }: Kernel,
  rules: string,
  groups: readonly (readonly Operation[] | string)[],
): readonly string[] {
  const folder = temporaryFolder();
  const program = programOf(backend, family);
  let files = 0;
  const commands = (group: readonly Operation[] | string): readonly string[] => {
    if (typeof group === 'string') return [group];
    return group.map((operation) => {
      if (operation.kind !== 'shell') throw new Error(operation.kind);
      files += 1;
      const path = join(folder, String(files));
      writeFileSync(path, operation.script);
      writeFileSync(`${path}.in`, operation.stdin ?? '');
      return `${shell} ${path} <${path}.in`;
    });
  };
  const save = `${program}-save | sed -e '/^#/d' -e 's/ \\[[0-9]*:[0-9]*\\]$//'; echo =====`;
  const script = [
    'set -e',
    `${program}-restore`,
    save,
    ...groups.flatMap((group) => [...commands(group), save]),
  ].join('\n');
  return inKernel(script, rules).split('=====\n').slice(0, -1);
}
