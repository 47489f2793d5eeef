import type { Action, Answer, Decision, Observation, ParamMistake, PlanContext } from '../model/action.ts';
import type { JsonObject } from '../model/json.ts';
import type { ParamsSchema, PropertySchema } from '../model/params-schema.ts';

/** A schema whose properties are exactly those of `Params`: a misspelt or undocumented parameter does not compile. */
export type SchemaOf<Params> = Omit<ParamsSchema, 'properties' | 'required' | 'oneOf' | 'exclusive'> & {
  readonly properties: { readonly [Key in keyof Params & string]-?: PropertySchema };
  readonly required: readonly (keyof Params & string)[];
  readonly oneOf?: readonly (readonly (keyof Params & string)[])[];
  readonly exclusive?: readonly (readonly (keyof Params & string)[])[];
};

/** An action as its author writes it: with the type of its parameters. */
export interface ActionDefinition<Params> {
  readonly name: string;
  /** Other short names, such as `systemd_service`. */
  readonly aliases?: readonly string[];
  /** The collections that know it under these names: `ansible.builtin`. Empty for actions that only rulerun has. */
  readonly collections: readonly string[];
  readonly summary: string;
  readonly params: SchemaOf<Params>;
  readonly freeForm?: keyof Params & string;
  readonly readOnly: boolean;
  readonly example: string;
  flushes?(params: JsonObject): string | undefined;
  localFiles?(params: Params): readonly string[];
  mistakeIn?(params: Params): ParamMistake | undefined;
  observe(params: Params): readonly Observation[];
  plan(params: Params, answers: readonly Answer[], context: PlanContext): Decision;
}

/** Where Ansible keeps the actions that come with it. */
export const BUILTIN: readonly string[] = ['ansible.builtin', 'ansible.legacy'];

/**
 * Seals the type of the parameters, so that actions of all kinds fit in one registry. This holds the one cast that
 * trusts the schema: whoever calls an action has validated its parameters against it.
 */
export function defineAction<Params>(definition: ActionDefinition<Params>): Action {
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
    flushes: (params) => definition.flushes?.(params),
    localFiles: (params) => definition.localFiles?.(trusted(params)) ?? [],
    mistakeIn: (params) => definition.mistakeIn?.(trusted(params)),
    observe: (params) => definition.observe(trusted(params)),
    plan: (params, answers, context) => definition.plan(trusted(params), answers, context),
  };
}
