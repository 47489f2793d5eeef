import { placeOf, type RulePlace } from '../rule-place.ts';
import { commandsIn } from './commands/check-command.ts';
import { isCommand, placesRule } from './commands/names.ts';
import { exceedsBytes, LIMITS } from './limits.ts';
import type { Mistake, Mistakes } from './mistakes.ts';
import type { ReadOption, RulePart } from './read-options.ts';
import type { Tokens } from './tokens.ts';

/** Takes part in the answer to one question only, so it may stand once: `-j` and `-g` are one. */
const SLOT: ReadonlyMap<string, string> = new Map(
  ['-s', '-d', '-p', '-i', '-o', '-j', '-f']
    .map((name): [string, string] => [name, name])
    .concat([['-g', '-j']]),
);
const KNOWN_SHORT: ReadonlySet<string> = new Set(
  [...'AsdpiojgmfctvnxwWMhV46CDIRLSFZNXEP'].map((letter) => `-${letter}`),
);
/** Refused, or of no use in a rules text. */
const NOT_IN_RULES: ReadonlySet<string> = new Set(['-v', '-n', '-x', '-w', '-W', '-M', '-h', '-V', '-0']);
const NEVER_NEGATED: ReadonlySet<string> = new Set(['-m', '-j', '-g', '-c']);
const NEVER_ATTACHED: ReadonlySet<string> = new Set(['-s', '-d', '-p', '-i', '-o', '-j']);

const NO_INPUT: ReadonlySet<string> = new Set(['OUTPUT', 'POSTROUTING']);
const NO_OUTPUT: ReadonlySet<string> = new Set(['INPUT', 'PREROUTING']);

/** Says what iptables refuses in its own options; those of matches and targets it knows better than we. */
export function checkOptions(
  parts: readonly RulePart[],
  tokens: Tokens,
  place: RulePlace,
  mistakes: Mistakes,
): void {
  const chain = chainOf(parts);
  const seen: string[] = [];
  for (const part of parts) {
    if (!('canonical' in part)) continue;
    const slot = SLOT.get(part.canonical);
    const mistake =
      slot !== undefined && seen.includes(slot) ? repeated(slot) : mistakeOf(part, place, chain);
    if (slot !== undefined) seen.push(slot);
    if (mistake === undefined) continue;
    mistakes[mistake.code === 'other-family' ? 'warning' : 'error'](
      placeOf(part.first, tokens, place),
      mistake,
    );
  }
}

function chainOf(parts: readonly RulePart[]): string {
  const command = commandsIn(parts).find(({ canonical }) => placesRule(canonical));
  return command?.option.values[0] ?? '';
}

function repeated(slot: string): Mistake {
  const message = `a rule has one \`${slot}\`${slot === '-j' ? ' or `-g`' : ''}, this is the second`;
  return { code: 'repeated-option', message, hint: 'write two rules' };
}

function mistakeOf(option: ReadOption, place: RulePlace, chain: string): Mistake | undefined {
  const { canonical, attached } = option;
  const { name, negated, values } = option.option;
  if (canonical === '-t') {
    const hint = `remove it, or move the rule to the table it names; here it is \`*${place.table}\``;
    return {
      code: 'table-in-rule',
      message: 'a rule in a rules text has no `-t`: its table is the one that it is in',
      hint,
    };
  }
  if (NOT_IN_RULES.has(canonical)) {
    return {
      code: 'not-in-rules',
      message: `\`${name}\` is for the command line, not for a rule`,
      hint: 'remove it',
    };
  }
  if (/^-[^-]/.test(name) && !KNOWN_SHORT.has(name)) {
    const hint = 'mend the name; long options begin with two dashes';
    return { code: 'unknown-option', message: `iptables has no option \`${name}\``, hint };
  }
  if (negated && (NEVER_NEGATED.has(canonical) || isCommand(canonical))) {
    const hint = 'remove the `!`, or move it before the option it belongs to';
    return { code: 'misplaced-negation', message: `\`${name}\` cannot be turned around by \`!\``, hint };
  }
  if (attached && NEVER_ATTACHED.has(canonical)) {
    const message = `iptables wants a space between \`${name}\` and its value`;
    return { code: 'attached-value', message, hint: `write \`${name} ${values[0] ?? ''}\`` };
  }
  return option.kind === 'incomplete' ? undefined : valueMistake(option, place, chain);
}

function valueMistake(
  { canonical, option: { name, values } }: ReadOption,
  { table }: RulePlace,
  chain: string,
): Mistake | undefined {
  const value = values[0] ?? '';
  switch (canonical) {
    case '-i':
    case '-o':
      return interfaceMistake(name, value) ?? directionMistake(name, canonical, chain);
    case '-j':
    case '-g':
      return targetMistake(name, value, table);
    case '-s':
    case '-d':
    case '-p':
    case '-m':
      return value === '' ? emptyValue(name) : undefined;
    case '-c':
      return COUNTED.test(values.join(',')) ? undefined : MALFORMED_COUNTERS;
    case '-4':
    case '-6': {
      const other = canonical === '-4' ? 'ip6tables-restore' : 'iptables-restore';
      const message = `${other} leaves a rule with \`${name}\` out without a word`;
      return { code: 'other-family', message, hint: 'remove it; each family has a file of its own' };
    }
  }
  return undefined;
}

const COUNTED = /^[0-9]+,[0-9]+$/;

const MALFORMED_COUNTERS: Mistake = {
  code: 'malformed-counters',
  message: '`-c` takes two numbers, packets and bytes',
  hint: 'remove it; counters have no effect on what a rule does',
};

const emptyValue = (name: string): Mistake => ({
  code: 'empty-value',
  message: `the value of \`${name}\` is empty`,
  hint: 'write what it should be, or remove the option',
});

function interfaceMistake(name: string, value: string): Mistake | undefined {
  if (value === '') return emptyValue(name);
  if (!exceedsBytes(value, LIMITS.interfaceBytes)) return undefined;
  const message = `the name of an interface has at most ${LIMITS.interfaceBytes} bytes`;
  return { code: 'interface-too-long', message, hint: 'mend the name; `+` at its end stands for any rest' };
}

function directionMistake(name: string, canonical: string, chain: string): Mistake | undefined {
  if (!(canonical === '-i' ? NO_INPUT : NO_OUTPUT).has(chain)) return undefined;
  const message = `\`${name}\` cannot match in ${chain}`;
  return {
    code: 'wrong-direction',
    message,
    hint: `use \`${canonical === '-i' ? '-o' : '-i'}\`, or another chain`,
  };
}

function targetMistake(name: string, value: string, table: string): Mistake | undefined {
  if (value === '') return emptyValue(name);
  if (exceedsBytes(value, LIMITS.chainBytes)) {
    const message = `the name of a chain or target has at most ${LIMITS.chainBytes} bytes`;
    return { code: 'target-too-long', message, hint: 'mend the name' };
  }
  if (table !== 'nat' || value !== 'DROP') return undefined;
  const message = 'the nat table sees the first packet of a connection only, so iptables refuses DROP there';
  return { code: 'drop-in-nat', message, hint: 'drop in the filter table' };
}
