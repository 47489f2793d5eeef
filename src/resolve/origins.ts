import type { Variable, Variables } from '../model/playbook/inventory.ts';
import { precedence, type VariableLayer } from '../model/playbook/precedence.ts';

/** Everything that one place says, and in which layer that counts. */
export interface GivenLayer {
  readonly layer: VariableLayer;
  /** Where it comes from, as a person would say it. */
  readonly origin: string;
  readonly variables: Variables;
}

/** What one place says of a variable. */
export interface OriginOfValue extends Omit<GivenLayer, 'variables'> {
  readonly variable: Variable;
}

/** Where a variable has its value from, and what that hides, the next lower first. */
export interface VariableOrigin extends OriginOfValue {
  readonly name: string;
  readonly covers: readonly OriginOfValue[];
}

/** Every variable by its name. Of two places in one layer the later one wins. */
export function originsOf(given: readonly GivenLayer[]): readonly VariableOrigin[] {
  const found = new Map<string, OriginOfValue[]>();
  const rankOf = ({ layer }: GivenLayer): number => precedence.indexOf(layer);
  for (const { layer, origin, variables } of given.toSorted((a, b) => rankOf(a) - rankOf(b))) {
    for (const [name, variable] of variables) {
      const known = found.get(name) ?? [];
      known.unshift({ layer, origin, variable });
      found.set(name, known);
    }
  }
  return [...found]
    .sort(byName)
    .flatMap(([name, [first, ...covers]]) => (first ? [{ name, ...first, covers }] : []));
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}
