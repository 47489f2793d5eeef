import { byName, type RuleTerm, type RuleTerms, SAME_OPTION } from './terms.ts';

/**
 * Whether a value may stand in a hole: `bridge` asks whether it is a Docker bridge of this text.
 *
 * @param bound What stands in the holes before it, in the order of `byName`.
 */
export type Fits = (kind: string, value: string, bound: ReadonlyMap<string, string>) => boolean;

/** A rule with holes, such as `-s {network} ! -o {bridge} -j MASQUERADE`. */
export interface Shape {
  /** In the order of `byName`. */
  readonly terms: readonly ShapeTerm[];
}

interface ShapeTerm extends Pick<RuleTerm, 'name' | 'negated'> {
  /** Words or holes; one of them stands for the whole value, however many words that has. */
  readonly values: readonly string[];
}

/** @param text Options as iptables-save writes them, without `-m` and comments; a hole is `{kind}` or `{kind2}`. */
export function readShape(text: string): Shape {
  const terms: ShapeTerm[] = [];
  let negated = false;
  for (const word of text.split(' ')) {
    if (word === '!') negated = true;
    else if (word.startsWith('-')) {
      terms.push({ name: SAME_OPTION.get(word) ?? word, negated, values: [] });
      negated = false;
    } else {
      const last = terms.pop();
      if (last !== undefined) terms.push({ ...last, values: [...last.values, word] });
    }
  }
  return { terms: terms.sort(byName) };
}

const HOLE = /^\{(\w+)\}$/;

/** The chain or target that a shape names, if it names one without a hole. */
export function targetOf({ terms }: Shape): string | undefined {
  const target = terms.find(({ name }) => name === '-j' || name === '-g')?.values[0];
  return target === undefined || HOLE.test(target) ? undefined : target;
}

/**
 * Every condition of the rule is one of the shape and the other way round. A hole that comes twice has one value;
 * its name may end in a digit to tell two of a kind apart.
 */
export function matches(shape: Shape, rule: RuleTerms, fits: Fits): boolean {
  if (shape.terms.length !== rule.terms.length) return false;
  const bound = new Map<string, string>();
  return shape.terms.every(({ name, negated, values }, index) => {
    const found = rule.terms[index];
    if (found?.name !== name || found.negated !== negated) return false;
    const words = values.length > 1 ? found.value.split(' ') : [found.value];
    return (
      words.length === Math.max(1, values.length) && words.every((word, at) => fill(values[at] ?? '', word))
    );
  });

  function fill(wanted: string, found: string): boolean {
    const hole = HOLE.exec(wanted)?.[1];
    if (hole === undefined) return wanted === found;
    const before = bound.get(hole);
    if (before !== undefined) return before === found;
    bound.set(hole, found);
    return fits(hole.replace(/\d$/, ''), found, bound);
  }
}
