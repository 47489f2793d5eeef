import { scriptBeside } from '../../../host/shell-files.ts';
import type { Operation } from '../../../model/operation.ts';
import { FLUSHING } from './firewall-units.ts';
import type { Step } from './step.ts';

/** A step of a unit that empties the tables of the kernel: what ran before can come back. Other steps are as they were. */
export function keepingRules(unit: string, step: Step): Step {
  if (!FLUSHING.has(unit)) return step;
  const environment = { rr_rules: unit.replace(/\.service$/, ''), rr_kept: KEPT };
  const script = (name: string, title: string): Operation => ({
    kind: 'shell',
    script: scriptBeside(import.meta.url, name, title),
    environment,
  });
  const keep = script('keep-rules', 'keep the running rules of $rr_rules');
  const note = script('note-rules', 'note what $rr_rules has loaded');
  const bringBack = script(
    'bring-rules-back',
    'bring the running rules of $rr_rules back, unless Docker has made its own again',
  );
  return { ...step, apply: [keep, ...step.apply, note], undo: [...step.undo, bringBack] };
}

/** In memory: after a boot there are other rules, and these must not come back. */
const KEPT = '/run/rulerun';
