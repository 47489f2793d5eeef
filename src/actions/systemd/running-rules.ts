import type { Operation } from '../../model/operation.ts';
import { FLUSHING } from './firewall-units.ts';
import { BRING_BACK_SCRIPT, KEEP_SCRIPT, KEPT, NOTE_SCRIPT } from './kept-rules.ts';
import type { Step } from './step.ts';

/** A step of a unit that empties the tables of the kernel: what ran before can come back. Other steps are as they were. */
export function keepingRules(unit: string, step: Step): Step {
  if (!FLUSHING.has(unit)) return step;
  const environment = { rr_rules: unit.replace(/\.service$/, ''), rr_kept: KEPT };
  const keep: Operation = { kind: 'shell', script: KEEP_SCRIPT, environment };
  const note: Operation = { kind: 'shell', script: NOTE_SCRIPT, environment };
  const bringBack: Operation = { kind: 'shell', script: BRING_BACK_SCRIPT, environment };
  return { ...step, apply: [keep, ...step.apply, note], undo: [...step.undo, bringBack] };
}
