import { scriptBeside } from '../../../host/shell-files.ts';
import type { Refusal } from '../../../model/action.ts';
import type { Operation } from '../../../model/operation.ts';
import type { ProgramFacts } from '../../../probes/rules/program.ts';
import { refused } from '../../decision.ts';
import type { IptablesFileParams, Places } from './params.ts';

/** How the new text is proved before anything is changed. */
export interface Proof {
  /** Go first, and change nothing that stays. */
  readonly operations: readonly Operation[];
  /** What the reader should know of it. */
  readonly told: readonly string[];
}

interface NewText {
  readonly bytes: Uint8Array;
  /** The first ipset it asks; undefined: none. */
  readonly set: string | undefined;
}

/**
 * Questions are asked before the new text is known, so the host tries it in the first operation of the change: fails
 * that, then nothing has been changed yet.
 */
export function planProof(
  prove: IptablesFileParams['prove'],
  text: NewText,
  facts: ProgramFacts,
  { program, rules }: Pick<Places, 'program' | 'rules'>,
): Proof | Refusal {
  if (prove === 'off') return checkedOnly('`prove: off`');
  // Without a table in it there is nothing that a program could refuse.
  if (text.bytes.length === 0) return { operations: [], told: [] };
  const obstacle = obstacleTo(text, facts, program);
  if (obstacle !== undefined && prove === 'required')
    return refused(
      `the new text of ${rules} cannot be proved on this host: ${obstacle}`,
      'with `prove: auto` it is checked by rulerun alone where the host cannot try it',
    );
  if (obstacle !== undefined) return checkedOnly(obstacle);
  return {
    operations: [loadIn(program, text.bytes, prove)],
    told: [`first loads the new text in a network namespace of its own, with ${facts.version ?? program}`],
  };
}

function obstacleTo(
  { set }: NewText,
  { hasRestore, noNamespace }: ProgramFacts,
  program: string,
): string | undefined {
  if (!hasRestore) return `this host has no ${program}-restore`;
  if (noNamespace !== undefined) return `no network namespace can be made: ${noNamespace}`;
  if (set !== undefined) return `it needs the ipset ${set}, which a fresh network namespace does not have`;
  return undefined;
}

function checkedOnly(why: string): Proof {
  return {
    operations: [],
    told: [`the new text is checked here and not loaded in a trial: ${why}`],
  };
}

export function loadScript(): string {
  const title = 'load the new rules in a network namespace that is gone afterwards';
  return scriptBeside(import.meta.url, 'load-rules', title);
}

function loadIn(program: string, bytes: Uint8Array, prove: 'auto' | 'required'): Operation {
  return {
    kind: 'shell',
    script: loadScript(),
    stdin: Buffer.from(bytes).toString('base64'),
    environment: { rr_load_with: `${program}-restore`, rr_load_prove: prove },
  };
}
