import type { Variable, Variables } from '../../model/playbook/inventory.ts';
import type { Mention } from '../../model/playbook/mention.ts';
import type { Play } from '../../model/playbook/playbook.ts';
import { bareName, isFact } from '../../probes/facts/names.ts';
import type { MemberPath } from '../../python/template/links.ts';
import { usesIn } from '../check/variable-uses.ts';

/** A name that is used, and the members that are picked right behind it. */
type Use = Pick<Mention, 'name' | 'path'>;

/** The facts that templates and conditions may come to, as the names of their variables; `all`: nobody can tell. */
export type FactsReached = 'all' | ReadonlySet<string>;

/**
 * For each play the facts that it or a play after it may use: who gathers them early gathers them for all. `variables`: all
 * that may be in force anywhere, since a template in one uses facts as well.
 */
export function factsReachedBy(
  plays: readonly Pick<Play, 'mentions' | 'varsFiles'>[],
  variables: readonly Variables[],
): readonly FactsReached[] {
  const within = usesByName(variables);
  const reached: FactsReached[] = [];
  let later: FactsReached = new Set();
  for (const play of plays.toReversed()) {
    later = together(later, reachedBy(play, within));
    reached.unshift(later);
  }
  return reached;
}

/** A file that facts name is not known yet, and may hold anything. */
function reachedBy(
  { mentions, varsFiles }: Pick<Play, 'mentions' | 'varsFiles'>,
  within: (name: string) => Iterable<Use>,
): FactsReached {
  const names = varsFiles.flatMap((file) => file.names);
  const named = factsReached(
    names.flatMap(({ text, at }) => usesIn({ value: text, at })),
    within,
  );
  return named === 'all' || named.size > 0 ? 'all' : factsReached(mentions, within);
}

function together(one: FactsReached, other: FactsReached): FactsReached {
  return one === 'all' || other === 'all' ? 'all' : new Set([...one, ...other]);
}

/** What the variables of a name use, whoever has them. */
function usesByName(variables: readonly Variables[]): (name: string) => Iterable<Use> {
  const known = new Map<string, readonly Use[]>();
  const found = (name: string): readonly Use[] => {
    const named = new Set<Variable>();
    for (const each of variables) {
      const variable = each.get(name);
      if (variable !== undefined) named.add(variable);
    }
    return [...named].flatMap(usesIn);
  };
  return (name) => {
    const uses = known.get(name) ?? found(name);
    known.set(name, uses);
    return uses;
  };
}

/**
 * Which facts are used, in whatever way. `within` gives what the variables of a name use, wherever they are written;
 * each is asked for once.
 */
export function factsReached(uses: Iterable<Use>, within: (name: string) => Iterable<Use>): FactsReached {
  const facts = new Set<string>();
  const seen = new Set<string>();
  const todo = [...uses];
  for (let use = todo.pop(); use !== undefined; use = todo.pop()) {
    const { name, path } = variableOf(use);
    if (name === undefined) return 'all';
    if (name === 'ansible_facts') {
      const [member] = path;
      if (member === undefined) return 'all';
      if (!ofOthers.has(member)) facts.add(`ansible_${bareName(member)}`);
      continue;
    }
    if (isFact(name)) facts.add(name);
    if (seen.has(name)) continue;
    seen.add(name);
    todo.push(...within(name));
  }
  return facts;
}

/** What other actions tell as members of `ansible_facts`. */
const ofOthers: ReadonlySet<string> = new Set(['packages', 'services']);

/** The variable that is meant by one of a host's, or of all; without a name: any. */
function variableOf({ name, path }: Use): { readonly name: string | undefined; readonly path: MemberPath } {
  if (name === 'hostvars') return { name: path[1], path: path.slice(2) };
  return name === 'vars' ? { name: path[0], path: path.slice(1) } : { name, path };
}
