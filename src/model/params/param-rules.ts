import { listed } from '../../text/words.ts';
import type { ParamsSchema } from './params-schema.ts';

/**
 * What must hold between the parameters of one task. `names` are all the names that count, aliases included.
 * A schema's rules always come in the same order: the JSON schema's `allOf` has one member for each.
 */
export interface ParamRule {
  /** `required`: at least one of the names; `one-of`: exactly one; `at-most-one`: one or none. */
  readonly kind: 'required' | 'one-of' | 'at-most-one';
  readonly names: readonly string[];
}

export function paramRules(schema: ParamsSchema): readonly ParamRule[] {
  const spelled = (name: string): readonly string[] => [name, ...(schema.properties[name]?.aliases ?? [])];
  const group = (kind: ParamRule['kind'], names: readonly string[]): ParamRule => ({
    kind,
    names: names.flatMap(spelled),
  });
  const all = Object.entries(schema.properties);
  const required = all.filter(([, property]) => property.required === true);
  const aliased = all.filter(([, property]) => property.aliases !== undefined);
  return [
    ...required.map(([name]) => group('required', [name])),
    ...(schema.oneOf ?? []).map((names) => group('one-of', names)),
    ...(schema.exclusive ?? []).map((names) => group('at-most-one', names)),
    ...aliased.map(([name]) => group('at-most-one', [name])),
  ];
}

export interface BrokenRule {
  readonly kind: 'missing' | 'conflict';
  /** One sentence without a full stop. */
  readonly message: string;
}

/** What is wrong with giving just these names; `undefined`: nothing. */
export function brokenRule({ kind, names }: ParamRule, given: ReadonlySet<string>): BrokenRule | undefined {
  const present = names.filter((name) => given.has(name));
  if (present.length > 1 && kind !== 'required') {
    return { kind: 'conflict', message: `${quotedAll(present)} cannot be given together` };
  }
  if (present.length > 0 || kind === 'at-most-one') return undefined;
  const [first = ''] = names;
  const message = kind === 'required' ? `\`${first}\` is missing` : `one of ${quotedAll(names)} is needed`;
  return { kind: 'missing', message };
}

/** The name under which the schema knows a parameter; `undefined`: it does not. */
export function canonicalName({ properties }: ParamsSchema, name: string): string | undefined {
  if (Object.hasOwn(properties, name)) return name;
  return Object.keys(properties).find((each) => properties[each]?.aliases?.includes(name));
}

/** Every name a parameter may be given by. */
export function paramNames({ properties }: ParamsSchema): readonly string[] {
  return Object.entries(properties).flatMap(([name, { aliases }]) => [name, ...(aliases ?? [])]);
}

function quotedAll(names: readonly string[]): string {
  return listed(names.map((name) => `\`${name}\``));
}
