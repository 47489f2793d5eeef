import type { Action, Decision, PlanContext, Refusal } from '../model/action.ts';
import type { ParamsOf, Properties } from '../model/params/params-schema.ts';
import type { Hazard } from '../model/playbook/hazard.ts';
import type { VariablesWish } from '../model/playbook/included-variables.ts';
import type { JsonObject } from '../model/values/json.ts';
import { type Probes, questionsOf, readAll, type Told } from '../probes/probe.ts';
import { hindered, refused } from './decision.ts';

type Mistake = Omit<Refusal, 'kind'>;

type NamesOf<Given extends Properties> = keyof NoInfer<Given> & string;

/**
 * An action as its author writes it; what its members mean is told at `Action`. What `observe` and `plan` get has the types
 * that `params` and the probes say.
 */
export interface ActionDefinition<Given extends Properties, Asked extends Probes>
  extends Pick<Action, 'name' | 'summary' | 'readOnly' | 'example' | 'notes'> {
  /** Other short names, such as `systemd_service`. */
  readonly aliases?: readonly string[];
  /** The collections that know it under these names: `ansible.builtin`. Empty for actions that only rulerun has. */
  readonly collections: readonly string[];
  readonly params: Given;
  /** The parameter, a mapping, that takes whatever else is given. */
  readonly others?: NamesOf<Given>;
  /** Exactly one of these parameters must be given: `[['src', 'content']]`. */
  readonly oneOf?: readonly (readonly NamesOf<Given>[])[];
  /** At most one of these may be given. */
  readonly exclusive?: readonly (readonly NamesOf<Given>[])[];
  readonly freeForm?: NamesOf<Given>;
  sets?(given: readonly string[]): readonly string[];
  hazards?(params: JsonObject, undo: string | undefined): readonly Hazard[];
  localFiles?(params: ParamsOf<NoInfer<Given>>): readonly string[];
  wishes?(params: ParamsOf<NoInfer<Given>>): VariablesWish;
  /** One that is only a sentence is explained by the action's documentation. */
  mistakeIn?(params: ParamsOf<NoInfer<Given>>): Mistake | string | undefined;
  /** What it asks a host. Probes whose answer is trouble refuse the task; see `perhaps`. */
  observe(params: ParamsOf<NoInfer<Given>>): Asked;
  plan(
    params: ParamsOf<NoInfer<Given>>,
    told: Told<NoInfer<Asked>>,
    context: DecisionContext<NoInfer<Asked>>,
  ): Decision;
}

/** What a decision may depend on beside the parameters and the host. */
export interface DecisionContext<Asked extends Probes> extends Omit<PlanContext, 'baseline'> {
  /** What the host told before anything was changed in this run. Only for `verify:`. */
  readonly before: Told<Asked> | undefined;
}

/** Where Ansible keeps the actions that come with it. */
export const BUILTIN: readonly string[] = ['ansible.builtin', 'ansible.legacy'];

/**
 * Makes an action that tasks can call, from its parameters, the probes that it asks a host, and a pure function that decides
 * from the answers. A program hands it to `loadPlaybooks(paths, { actions: [action] })`.
 */
export function defineAction<const Given extends Properties, Asked extends Probes>(
  definition: ActionDefinition<Given, Asked>,
): Action {
  // The one cast that trusts the schema: whoever calls an action has validated its parameters against it.
  const trusted = (params: JsonObject): ParamsOf<Given> => params as unknown as ParamsOf<Given>;
  const mistakeIn = (params: JsonObject): Mistake | undefined => {
    const mistake = definition.mistakeIn?.(trusted(params));
    return typeof mistake === 'string'
      ? { why: mistake, hint: `see \`rulerun doc ${definition.name}\`` }
      : mistake;
  };
  const { wishes } = definition;
  const short = [definition.name, ...(definition.aliases ?? [])];
  const long = definition.collections.flatMap((collection) => short.map((name) => `${collection}.${name}`));
  return {
    name: definition.name,
    aliases: [...short.slice(1), ...long],
    summary: definition.summary,
    params: {
      properties: definition.params,
      others: definition.others,
      oneOf: definition.oneOf,
      exclusive: definition.exclusive,
    },
    freeForm: definition.freeForm,
    readOnly: definition.readOnly,
    example: definition.example,
    notes: definition.notes,
    sets: (given) => definition.sets?.(given) ?? [],
    hazards: (params, undo) => definition.hazards?.(params, undo) ?? [],
    localFiles: (params) => definition.localFiles?.(trusted(params)) ?? [],
    ...(wishes === undefined ? {} : { wishes: (params) => wishes(trusted(params)) }),
    mistakeIn,
    observe: (params) => questionsOf(definition.observe(trusted(params))),
    plan: (params, answers, context) => {
      const mistake = mistakeIn(params);
      if (mistake !== undefined) return hindered(mistake);
      const asked = definition.observe(trusted(params));
      const now = readAll(asked, answers);
      if ('trouble' in now) return hindered(now.trouble);
      const { baseline, ...rest } = context;
      const before = baseline && readAll(asked, baseline);
      if (before !== undefined && 'trouble' in before)
        return refused(`before the run, ${before.trouble.why}`, before.trouble.hint);
      return definition.plan(trusted(params), now.told, { ...rest, before: before?.told });
    },
  };
}
