import { type Perhaps, type Probe, perhaps } from '../../../probes/probe.ts';
import type { Program } from '../../../probes/rules/program.ts';
import { blindTo, frameShownBy, type Save } from '../../../probes/rules/saves.ts';

/** The programs whose tables a unit of iptables-services empties. */
const EMPTIED: ReadonlyMap<string, Program> = new Map([
  ['iptables.service', 'iptables'],
  ['ip6tables.service', 'ip6tables'],
]);

/** Asks whether the running rules can be copied whole before the unit empties them; nothing where it empties none. */
export function copyOf(unit: string, state: string | undefined): Probe<Perhaps<readonly Save[]>> | undefined {
  const program = state === undefined ? undefined : EMPTIED.get(unit);
  return program === undefined ? undefined : perhaps(frameShownBy(program));
}

/** Why the rules that run would not come back from a copy; undefined: they would. */
export function obstacleToCopy(
  copy: Perhaps<readonly Save[]> | undefined,
): { readonly why: string; readonly hint: string } | undefined {
  if (copy === undefined) return undefined;
  const lost = 'what it holds would be lost and not come back';
  if (!copy.known) return { why: `${LOST}: ${copy.why}`, hint: CHECK };
  const saves = copy.value;
  const trouble = saves.find((save) => save.trouble !== undefined)?.trouble;
  if (trouble !== undefined) return { why: `${LOST}: ${trouble}`, hint: CHECK };
  const blind = saves.flatMap((save) => blindTo(save) ?? [])[0];
  return blind && { why: `${blind.why}; ${lost}`, hint: blind.hint };
}

const LOST = 'the running rules cannot be copied, so they would not come back';
const CHECK = 'check with `iptables-save` on the host';
