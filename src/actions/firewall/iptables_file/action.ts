import type { Action, Decision } from '../../../model/action.ts';
import type { Change } from '../../../model/change.ts';
import { fileAt, type HostFile, LARGEST_TEXT } from '../../../probes/file/host-file.ts';
import { factsOfProgram, type ProgramFacts } from '../../../probes/rules/program.ts';
import { wanted as asWanted, info, refused, satisfied, warning } from '../../decision.ts';
import { defineAction } from '../../define-action.ts';
import { cleanText } from './clean-text.ts';
import { givenText } from './given-text.ts';
import { inOneStep } from './one-step.ts';
import { ownersOptions } from './owners.ts';
import { fileProperties, type IptablesFileParams, type Places, placesOf } from './params.ts';
import { planConfig, planReapply, planRules } from './parts.ts';
import { planProof } from './proof.ts';
import type { Wanted, WantedText } from './wanted-text.ts';

export const iptablesFile: Action = defineAction({
  name: 'iptables_file',
  collections: [],
  summary: 'Keep the rules that iptables.service loads free of those of programs',
  params: fileProperties,
  exclusive: [['desired', 'rules', 'src']],
  readOnly: false,
  example: `\
- name: Only the administrator's rules are loaded at boot
  iptables_file:
    path: /etc/sysconfig/iptables
    desired: clean
    reapply: /etc/sysconfig/rulerun-reapply-ipv4
`,
  localFiles: ({ src }) => (src === undefined ? [] : [src]),
  observe(params) {
    const { rules, config, reapply, program } = placesOf(params);
    return {
      rules: fileAt(rules, LARGEST_TEXT),
      config: fileAt(config),
      reapply: fileAt(reapply),
      facts: factsOfProgram(program),
    };
  },
  plan(params, host, { files }): Decision {
    const places = placesOf(params);
    const options = ownersOptions(params);
    if ('kind' in options) return options;
    if (places.reapply === places.rules || places.reapply === places.config) {
      return refused(
        `\`reapply\` names ${places.reapply}, which holds something else`,
        'name a file of its own',
      );
    }
    const given = params.rules !== undefined || params.src !== undefined;
    const wanted = given ? givenText(params, files, options) : cleanText(params, places, host.rules, options);
    if (wanted.kind === 'refused') return wanted;

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
      ? withProof(params, places, wanted, told, host.facts)
      : asWanted(told);
  },
});

/** Undefined: nothing is wanted of that file. */
interface Parts {
  readonly config: Decision | undefined;
  readonly reapply: Decision | undefined;
  readonly rules: Decision | undefined;
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
  facts: ProgramFacts,
): Decision {
  const proof = planProof(prove, wanted, facts, places);
  if ('kind' in proof) return proof;
  return asWanted({
    ...change,
    apply: [...proof.operations, ...change.apply],
    impact: [...wanted.impact, ...wanted.remarks, ...proof.told, ...change.impact],
  });
}
