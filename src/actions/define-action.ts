import type { Action, Decision, ParamMistake, PlanContext } from '../model/action.ts';
import type { ParamsSchema, PropertySchema } from '../model/params/params-schema.ts';
import type { Hazard } from '../model/playbook/hazard.ts';
import type { JsonObject } from '../model/values/json.ts';
import { type Probes, questionsOf, readAll, type Told } from '../probes/probe.ts';
import { refused } from './decision.ts';

/** A schema whose properties are exactly those of `Params`: a misspelt or undocumented parameter does not compile. */
export type SchemaOf<Params> = Omit<ParamsSchema, 'properties' | 'required' | 'oneOf' | 'exclusive'> & {
  readonly properties: { readonly [Key in keyof Params & string]-?: PropertySchema };
  readonly required: readonly (keyof Params & string)[];
  readonly oneOf?: readonly (readonly (keyof Params & string)[])[];
  readonly exclusive?: readonly (readonly (keyof Params & string)[])[];
};

/** An action as its author writes it: with the types of its parameters and of what a host tells it. */
export interface ActionDefinition<Params, Asked extends Probes> {
  readonly name: string;
  /** Other short names, such as `systemd_service`. */
  readonly aliases?: readonly string[];
  /** The collections that know it under these names: `ansible.builtin`. Empty for actions that only rulerun has. */
  readonly collections: readonly string[];
  readonly summary: string;
  readonly params: SchemaOf<NoInfer<Params>>;
  readonly freeForm?: keyof NoInfer<Params> & string;
  readonly readOnly: boolean;
  readonly example: string;
  hazards?(params: JsonObject, undo: string | undefined): readonly Hazard[];
  localFiles?(params: NoInfer<Params>): readonly string[];
  mistakeIn?(params: NoInfer<Params>): ParamMistake | undefined;
  /** What it asks a host. Probes whose answer is trouble refuse the task; see `perhaps`. */
  observe(params: Params): Asked;
  plan(
    params: NoInfer<Params>,
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
 * Seals the types, so that actions of all kinds fit in one registry. This holds the one cast that trusts the schema:
 * whoever calls an action has validated its parameters against it.
 */
export function defineAction<Params, Asked extends Probes>(
  definition: ActionDefinition<Params, Asked>,
): Action {
  const trusted = (params: JsonObject): Params => params as unknown as Params;
  const short = [definition.name, ...(definition.aliases ?? [])];
  const long = definition.collections.flatMap((collection) => short.map((name) => `${collection}.${name}`));
  return {
    name: definition.name,
    aliases: [...short.slice(1), ...long],
    summary: definition.summary,
    params: definition.params,
    freeForm: definition.freeForm,
    readOnly: definition.readOnly,
    example: definition.example,
    hazards: (params, undo) => definition.hazards?.(params, undo) ?? [],
    localFiles: (params) => definition.localFiles?.(trusted(params)) ?? [],
    mistakeIn: (params) => definition.mistakeIn?.(trusted(params)),
    observe: (params) => questionsOf(definition.observe(trusted(params))),
    plan: (params, answers, context) => {
      const mistake = definition.mistakeIn?.(trusted(params));
      if (mistake !== undefined) return refused(mistake.why, mistake.hint);
      const asked = definition.observe(trusted(params));
      const now = readAll(asked, answers);
      if ('trouble' in now) return refused(now.trouble.why, now.trouble.hint);
      const { baseline, ...rest } = context;
      const before = baseline && readAll(asked, baseline);
      if (before !== undefined && 'trouble' in before)
        return refused(`before the run, ${before.trouble.why}`, before.trouble.hint);
      return definition.plan(trusted(params), now.told, { ...rest, before: before?.told });
    },
  };
}
