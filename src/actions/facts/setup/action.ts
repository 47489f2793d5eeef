import type { Action, Decision } from '../../../model/action.ts';
import { type JsonObject, type JsonValue, jsonObject } from '../../../model/values/json.ts';
import type { FactGroup } from '../../../probes/facts/group.ts';
import { GATHERED } from '../../../probes/facts/names.ts';
import { groupsOf, subsetMistake } from '../../../probes/facts/subsets.ts';
import type { Probe } from '../../../probes/probe.ts';
import { gatheredFacts } from '../../decision.ts';
import { BUILTIN, defineAction } from '../../define-action.ts';
import { factFilter, mayTell } from './filter.ts';
import { FACTS_BY_GROUP } from './notes.ts';
import { type SetupParams, setupProperties } from './params.ts';

export const setup: Action = defineAction({
  name: 'setup',
  aliases: ['gather_facts'],
  collections: BUILTIN,
  summary: 'Gather facts about the host',
  params: setupProperties,
  readOnly: true,
  example: `\
- name: Look again at memory and mounts
  setup: {gather_subset: ['!all', hardware], filter: ['ansible_mem*', ansible_mounts]}
`,
  sets: () => GATHERED,
  mistakeIn: ({ gather_subset: subsets }) => subsetMistake(subsets),
  notes: FACTS_BY_GROUP,
  observe: questionsFor,
  plan: ({ filter, gather_subset: subsets }, told) => gathered(Object.values(told), filter, subsets),
});

/** Only groups that may tell something which passes the filter are asked at all. */
function questionsFor({ gather_subset, filter, fact_path, gather_timeout }: SetupParams) {
  const settings = { factPath: fact_path, limitSeconds: gather_timeout };
  const groups = groupsOf(gather_subset).filter((group: FactGroup) => mayTell(group, filter));
  const asked: Record<string, Probe<JsonObject>> = {};
  for (const group of groups) asked[group.name] = group.ask(settings);
  return asked;
}

function gathered(
  groups: readonly JsonObject[],
  filter: readonly string[],
  subsets: readonly string[],
): Decision {
  const passes = factFilter(filter);
  const facts: readonly (readonly [string, JsonValue])[] = [
    ...groups
      .flatMap((group) => Object.entries(group))
      .map(([name, value]) => [factVariable(name), value] as const),
    ['gather_subset', subsets],
    ['module_setup', true],
  ];
  const kept = facts.filter(([name]) => passes(name));
  return gatheredFacts(jsonObject(kept));
}

/** The variable that has a fact: an interface may have a name that no expression can write. */
function factVariable(name: string): string {
  return `ansible_${name.replaceAll('-', '_')}`;
}
