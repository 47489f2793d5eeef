import { scriptBeside } from '../../../host/shell-files.ts';
import type { Obstacle } from '../../../model/action.ts';
import type { Operation } from '../../../model/operation.ts';
import { derived, type Perhaps, perhaps, type SureProbe } from '../../../probes/probe.ts';
import type { Program } from '../../../probes/rules/program.ts';
import { blindTo, frameShownBy, type Save } from '../../../probes/rules/saves.ts';
import type { HostEffect, UnitEffect, UnitVerb } from '../../unit-effect.ts';

/**
 * The units of the package iptables-services, each with the program whose tables it empties when it stops, whoever the
 * rules belong to.
 */
const EMPTIED: ReadonlyMap<string, Program> = new Map([
  ['iptables.service', 'iptables'],
  ['ip6tables.service', 'ip6tables'],
]);

/** What runs before such a unit is moved is kept, and can come back. */
export const runningRules: UnitEffect = {
  of(unit, verb) {
    const program = EMPTIED.get(unit);
    const loss = LOSS[verb]?.(unit);
    if (program === undefined || loss === undefined) return undefined;
    return { impact: [loss, COMES_BACK], ...keeping(program) };
  },
  asks(unit) {
    const program = EMPTIED.get(unit);
    return program && wholeCopy(program);
  },
};

const COMES_BACK =
  'what runs now is kept: it is restored if this change is undone before Docker has been restarted';

const LOSS: Readonly<Partial<Record<UnitVerb, (unit: string) => string>>> = {
  start: replaces,
  reload: replaces,
  stop: (unit) => flushes(unit, ''),
  restart: (unit) => flushes(unit, ' before it loads its file'),
};

function replaces(unit: string): string {
  return `${unit} replaces the tables its file names: rules that Docker, OpenShift or Kubernetes keep there are lost`;
}

function flushes(unit: string, then: string): string {
  return (
    `${unit} sets every policy to ACCEPT and flushes every table${then}: the rules of Docker, OpenShift and Kubernetes ` +
    'are lost, and Docker writes its own again only when it is restarted'
  );
}

function keeping(program: Program) {
  const environment = { rr_rules: program, rr_kept: KEPT };
  const script = (name: string, title: string): readonly Operation[] => [
    { kind: 'shell', script: scriptBeside(import.meta.url, name, title), environment },
  ];
  return {
    before: script('keep-rules', 'keep the running rules of $rr_rules'),
    after: script('note-rules', 'note what $rr_rules has loaded'),
    undo: script(
      'bring-rules-back',
      'bring the running rules of $rr_rules back, unless Docker has made its own again',
    ),
  };
}

/** In memory: after a boot there are other rules, and these must not come back. */
const KEPT = '/run/rulerun';

/** Asks whether the running rules can be copied whole before a unit empties them. */
function wholeCopy(program: Program): SureProbe<HostEffect> {
  return derived(perhaps(frameShownBy(program)), (copy) => ({ obstacle: obstacleTo(copy) }));
}

/** Why the rules that run would not come back from a copy; undefined: they would. */
function obstacleTo(copy: Perhaps<readonly Save[]>): Obstacle | undefined {
  if (!copy.known) return { why: `${LOST}: ${copy.why}`, hint: CHECK };
  const saves = copy.value;
  const trouble = saves.find((save) => save.trouble !== undefined)?.trouble;
  if (trouble !== undefined) return { why: `${LOST}: ${trouble}`, hint: CHECK };
  const blind = saves.flatMap((save) => blindTo(save) ?? [])[0];
  return blind && { why: `${blind.why}; what it holds would be lost and not come back`, hint: blind.hint };
}

const LOST = 'the running rules cannot be copied, so they would not come back';
const CHECK = 'check with `iptables-save` on the host';
