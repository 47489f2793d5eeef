import { derived, type Perhaps, perhaps, type SureProbe } from '../../../probes/probe.ts';
import type { Program } from '../../../probes/rules/program.ts';
import { blindTo, frameShownBy, type Save } from '../../../probes/rules/saves.ts';
import type { Hindrance } from '../../decision.ts';
import type { HostEffect } from '../../unit-effect.ts';

/** Asks whether the running rules can be copied whole before a unit empties them. */
export function wholeCopy(program: Program): SureProbe<HostEffect> {
  return derived(perhaps(frameShownBy(program)), (copy) => ({ obstacle: obstacleTo(copy) }));
}

/** Why the rules that run would not come back from a copy; undefined: they would. */
function obstacleTo(copy: Perhaps<readonly Save[]>): Hindrance | undefined {
  if (!copy.known) return { why: `${LOST}: ${copy.why}`, hint: CHECK };
  const saves = copy.value;
  const trouble = saves.find((save) => save.trouble !== undefined)?.trouble;
  if (trouble !== undefined) return { why: `${LOST}: ${trouble}`, hint: CHECK };
  const blind = saves.flatMap((save) => blindTo(save) ?? [])[0];
  return blind && { why: `${blind.why}; what it holds would be lost and not come back`, hint: blind.hint };
}

const LOST = 'the running rules cannot be copied, so they would not come back';
const CHECK = 'check with `iptables-save` on the host';
