import type { Diagnostic, DiagnosticCode } from '../../model/diagnostic.ts';
import type { Host } from '../../model/playbook/inventory.ts';
import type { Play } from '../../model/playbook/playbook.ts';
import { type Position, startOf } from '../../model/values/position.ts';
import { inOrderOf } from '../batches.ts';
import type { Evaluator } from '../params.ts';
import { hostsMatching, type PatternInventory } from './host-pattern.ts';

/** What decides beside its pattern which hosts a play has. */
export interface Choosing {
  readonly inventory: PatternInventory;
  readonly limit: string | undefined;
  /** The contents of the files that `limit` names. */
  readonly limitFiles: ReadonlyMap<string, string>;
  /** What chance begins with. */
  readonly seed: string;
  readonly diagnostics: Diagnostic[];
  /** Whether a task before the play may add a host or group of this name. */
  readonly mayCome: (name: string) => boolean;
}

/** The hosts of a play in their order; undefined: what is wrong with its pattern has been noted. */
export function hostsOfPlay(
  play: Play,
  evaluator: Evaluator,
  choosing: Choosing,
): readonly Host[] | undefined {
  const { text, at } = play.hosts;
  const { inventory, limit, limitFiles, diagnostics, seed } = choosing;
  const pattern = evaluator.render(text);
  if (!pattern.ok) {
    const { message, hint } = pattern.error;
    diagnostics.push(mistakeAt(at, 'invalid-pattern', message, hint, text.length));
    return undefined;
  }
  const found = hostsMatching(String(pattern.value), inventory, undefined, choosing.mayCome);
  if (!found.ok) {
    diagnostics.push(mistakeAt(at, 'unknown-hosts', found.message, found.hint, text.length));
    return undefined;
  }
  const hosts = inOrderOf(found.hosts, play.order, seed);
  if (limit === undefined) return hosts;
  const limited = hostsMatching(limit, inventory, limitFiles);
  if (!limited.ok) {
    const here = startOf('--limit');
    diagnostics.push(mistakeAt(here, 'unknown-hosts', limited.message, limited.hint, limit.length));
    return undefined;
  }
  const allowed = new Set(limited.hosts.map(({ name }) => name));
  return hosts.filter(({ name }) => allowed.has(name));
}

export function mistakeAt(
  at: Position,
  code: DiagnosticCode,
  message: string,
  hint: string | undefined,
  length: number,
): Diagnostic {
  return { severity: 'error', code, message, at, hint, length: Math.max(1, length) };
}
