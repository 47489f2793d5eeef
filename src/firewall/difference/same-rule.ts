import { canonicalBehindPolicy, canonicalOption } from '../text/option-names.ts';
import type { Option, Rule } from '../text/rules.ts';

/** Short names whose order among themselves and among matches means nothing: iptables tests them first, together. */
const HEADER: readonly string[] = ['-s', '-d', '-p', '-i', '-o', '-f'];
const ADDRESS: ReadonlySet<string> = new Set(['-s', '-d']);

/**
 * Two rules of one chain say the same exactly when their keys are equal: the same words, whatever their counters, quotes,
 * the long or short name of an option, `/32` behind one address, and the order of `-s -d -p -i -o`. Matches stay in their
 * order, and no match is taken for another: `-m state` and `-m conntrack` differ, and so do `-p tcp` with and without
 * `-m tcp`. The table and the chain are not in it.
 */
export function ruleKey({ options }: Rule): string {
  const policy = options.findIndex(isPolicy);
  const parts = options
    .map((option, index) =>
      canonical(option, policy >= 0 && index > policy ? canonicalBehindPolicy : canonicalOption),
    )
    .filter(({ name }) => name !== '-c');
  const header = parts
    .filter(({ name }) => HEADER.includes(name))
    .sort((a, b) => HEADER.indexOf(a.name) - HEADER.indexOf(b.name));
  const rest = parts.filter(({ name }) => !HEADER.includes(name));
  return [...header, ...rest].map(keyOf).join('\n');
}

function isPolicy({ name, values }: Option): boolean {
  return canonicalOption(name) === '-m' && values[0] === 'policy';
}

function canonical({ name, negated, values }: Option, canonicalOf: (name: string) => string): Option {
  const short = canonicalOf(name);
  if (short === '-p') return { name: short, negated, values: values.map((value) => value.toLowerCase()) };
  return ADDRESS.has(short)
    ? { name: short, negated, values: values.map(plainAddress) }
    : { name: short, negated, values };
}

/** One address without the mask that says so: `/32` and `/255.255.255.255`, for IPv6 `/128`; a list keeps its order. */
function plainAddress(value: string): string {
  return value
    .split(',')
    .map((address) => address.replace(address.includes(':') ? /\/128$/ : /\/(?:32|255\.255\.255\.255)$/, ''))
    .map((address) => (address.includes(':') ? address.toLowerCase() : address))
    .join(',');
}

/** No word of a rule has a zero byte or a line end in it, so the parts cannot run together. */
function keyOf({ name, negated, values }: Option): string {
  return [negated ? '!' : '', name, ...values].join('\0');
}
