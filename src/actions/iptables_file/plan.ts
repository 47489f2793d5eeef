import { NAMEABLE } from '../../firewall/owners/owner.ts';
import type { Answer, Decision, PlanContext } from '../../model/action.ts';
import type { Change } from '../../model/change.ts';
import { answerAt } from '../answer.ts';
import { wanted as asWanted, info, refused, satisfied, warning } from '../decision.ts';
import { type HostFile, readHostFile } from '../host-file/host-file.ts';
import { cleanText } from './clean-text.ts';
import { type Facts, readFacts } from './facts.ts';
import { givenText } from './given-text.ts';
import { inOneStep } from './one-step.ts';
import { ownersOptions } from './owners.ts';
import { type IptablesFileParams, type Places, placesOf } from './params.ts';
import { planConfig, planReapply, planRules } from './parts.ts';
import { planProof } from './proof.ts';
import type { Wanted, WantedText } from './wanted-text.ts';

interface HostFiles {
  readonly rules: HostFile;
  readonly config: HostFile;
  readonly reapply: HostFile;
}

/** @param answers the rules, the config and the re-apply list as `rr_file` tells them, and `rr_iptables` */
export function planIptablesFile(
  params: IptablesFileParams,
  answers: readonly Answer[],
  { files }: PlanContext,
): Decision {
  const places = placesOf(params);
  const options = ownersOptions(params);
  if (typeof options === 'string') return refused(options, `an owner is one of ${NAMEABLE.join(', ')}`);
  if (places.reapply === places.rules || places.reapply === places.config) {
    return refused(
      `\`reapply\` names ${places.reapply}, which holds something else`,
      'name a file of its own',
    );
  }
  const host = readFiles(places, answers);
  if (typeof host === 'string') return refused(host, undefined);
  const given = params.rules !== undefined || params.src !== undefined;
  const wanted = given ? givenText(params, files, options) : cleanText(params, places, host.rules, options);
  if (wanted.kind === 'refused') return refused(wanted.why, wanted.hint);

  const keeps = params.save_on_stop === 'keep';
  const parts: Parts = {
    config: keeps ? undefined : planConfig(places, host.config),
    reapply: wanted.kind === 'text' ? planReapply(wanted, places, host.reapply) : undefined,
    rules: wanted.kind === 'text' ? planRules(wanted, places, host.rules) : undefined,
  };
  const order = [parts.config, parts.reapply, parts.rules].filter((part) => part !== undefined);
  const obstacle = order.find(({ kind }) => kind === 'refused');
  if (obstacle !== undefined) return obstacle;
  const changes = order.flatMap((part) => (part.kind === 'change' ? [part.change] : []));
  const remarks = keeps ? savingOver(places, host.config) : [];
  if (changes.length === 0) return nothingToDo(wanted, remarks, places);
  const change = inOneStep(changes);
  const told = { ...change, impact: [...change.impact, ...remarks] };
  return wanted.kind === 'text' && parts.rules?.kind === 'change'
    ? withProof(params, places, wanted, told, readFacts(places.program, answerAt(answers, 3)))
    : asWanted(told);
}

/** Undefined: nothing is wanted of that file. */
interface Parts {
  readonly config: Decision | undefined;
  readonly reapply: Decision | undefined;
  readonly rules: Decision | undefined;
}

function readFiles(places: Places, answers: readonly Answer[]): HostFiles | string {
  const rules = readHostFile(places.rules, answerAt(answers, 0));
  if (typeof rules === 'string') return rules;
  const config = readHostFile(places.config, answerAt(answers, 1));
  if (typeof config === 'string') return config;
  const reapply = readHostFile(places.reapply, answerAt(answers, 2));
  return typeof reapply === 'string' ? reapply : { rules, config, reapply };
}

/** The unit that goes on saving puts back at its next stop what was taken out. */
function savingOver(places: Places, config: HostFile): readonly string[] {
  const { rules, program, saveOnStop } = places;
  if (planConfig(places, config)?.kind !== 'change') return [];
  return [
    `${program}.service writes the running rules over ${rules} when it stops: ${saveOnStop} is \`yes\``,
  ];
}

function nothingToDo(wanted: Wanted, remarks: readonly string[], { rules }: Places): Decision {
  const warnings = remarks.map(warning);
  if (wanted.kind === 'text') {
    return satisfied({ path: rules, exists: true }, [...wanted.remarks.map(warning), ...warnings]);
  }
  const nothing = info(`there is no ${rules}, so there is nothing to clean`);
  return satisfied({ path: rules, exists: false }, [nothing, ...warnings]);
}

function withProof(
  { prove }: IptablesFileParams,
  places: Places,
  wanted: WantedText,
  change: Change,
  facts: Facts,
): Decision {
  const proof = planProof(prove, wanted, facts, places);
  if (!proof.ok) {
    return refused(
      `the new text of ${places.rules} cannot be proved on this host: ${proof.why}`,
      'with `prove: auto` it is checked by rulerun alone where the host cannot try it',
    );
  }
  return asWanted({
    ...change,
    apply: [...proof.operations, ...change.apply],
    impact: [...wanted.impact, ...wanted.remarks, ...proof.told, ...change.impact],
  });
}
