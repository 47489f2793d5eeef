import type { Variable } from '../../model/playbook/inventory.ts';
import type { HostScope } from '../evaluator.ts';

/**
 * What was found on one host counts for every host that has the same values of all that was asked: most tasks ask nothing
 * in which hosts differ. Answers are kept as a tree, since whoever gives the same answers is asked the same next.
 */
export interface Tried<Outcome> {
  /** Undefined: no host that was tried is like this one, by its number. */
  find(host: number): Outcome | undefined;
  /** `asked`: the names that were asked for, the first first; undefined: all that there are. */
  keep(host: number, asked: Iterable<string | undefined>, outcome: Outcome): void;
}

/** What a check came to. */
interface Tries {
  readonly isHarmless: boolean;
}

interface Node<Outcome> {
  /** What is asked next; absent: nothing. */
  next?: { readonly name: string | undefined; readonly keys: readonly string[] };
  readonly answers: Map<string, Node<Outcome>>;
  outcome?: Outcome;
  isHarmful?: true;
}

/** Who a host is. Such a name of so many hosts that did no harm will do none on another; what people write may. */
const NAMES: ReadonlySet<string | undefined> = new Set(['inventory_hostname', 'inventory_hostname_short']);
const ENOUGH = 16;

export function tried<Outcome extends Tries>(differences: Differences): Tried<Outcome> {
  const root: Node<Outcome> = { answers: new Map() };
  return {
    find(host) {
      let node: Node<Outcome> | undefined = root;
      while (node?.next !== undefined)
        node = node.answers.get(node.next.keys[host] ?? '') ?? likeOthers(node);
      return node?.outcome;
    },
    keep(host, asked, outcome) {
      const way = wayFor(root, host, asked, differences);
      const end = way.at(-1);
      if (end === undefined || end.next !== undefined) return;
      end.outcome = outcome;
      if (!outcome.isHarmless) for (const passed of way) passed.isHarmful = true;
    },
  };
}

/** The way of a host's answers; of none where it was asked for other names than those before it. */
function wayFor<Outcome>(
  root: Node<Outcome>,
  host: number,
  asked: Iterable<string | undefined>,
  differences: Differences,
): readonly Node<Outcome>[] {
  const way = [root];
  let node = root;
  for (const name of asked) {
    const keys = differences(name);
    if (keys === undefined) continue;
    if ((node.next ?? { name }).name !== name || node.outcome !== undefined) return [];
    node.next ??= { name, keys };
    const key = keys[host] ?? '';
    const next: Node<Outcome> = node.answers.get(key) ?? { answers: new Map() };
    node.answers.set(key, next);
    node = next;
    way.push(node);
  }
  return way;
}

function likeOthers<Outcome>({ next, answers, isHarmful }: Node<Outcome>): Node<Outcome> | undefined {
  if (isHarmful === true || !NAMES.has(next?.name) || answers.size < ENOUGH) return undefined;
  const [first] = answers.values();
  return first;
}

/** For a name one key for each host, equal for equal values of its own; undefined: no host differs from another. */
export type Differences = (name: string | undefined) => readonly string[] | undefined;

export function differencesOf(hosts: readonly HostScope[]): Differences {
  const known = new Map<string | undefined, readonly string[] | undefined>();
  const objects = new Map<unknown, number>();
  const identity = (value: unknown): number => {
    const number = objects.get(value) ?? objects.size;
    objects.set(value, number);
    return number;
  };
  const keyOf = (host: HostScope, name: string | undefined): string =>
    name === undefined
      ? JSON.stringify(Object.values(host.written).map((layer) => [...layer.keys()]))
      : JSON.stringify([
          Object.hasOwn(host.names, name) ? host.names[name] : 0,
          ...Object.values(host.written).map((layer) => variableKey(layer.get(name), identity)),
        ]);
  return (name) => {
    if (known.has(name)) return known.get(name);
    const keys = hosts.map((host) => keyOf(host, name));
    const found = keys.every((key) => key === keys[0]) ? undefined : keys;
    known.set(name, found);
    return found;
  };
}

/** Mappings and lists are the same when they are one. */
function variableKey(variable: Variable | undefined, identity: (value: unknown) => number): unknown {
  if (variable === undefined) return 0;
  const { value, unsafe, merges } = variable;
  const key = typeof value === 'object' && value !== null ? { is: identity(value) } : value;
  return [key, unsafe, merges];
}
