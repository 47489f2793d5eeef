import { commandsIn } from './commands/check-command.ts';
import { isCommand, placesRule } from './commands/names.ts';
import { exceedsBytes, LIMITS } from './limits.ts';
import { doubtful, type Mistake, type WordMistake, wrong } from './mistakes.ts';
import type { ReadOption, RulePart } from './read-options.ts';

/** Takes part in the answer to one question only, so it may stand once. */
const ONCE: ReadonlySet<string> = new Set(['-s', '-d', '-p', '-i', '-o', '-j', '-f']);
const KNOWN_SHORT: ReadonlySet<string> = new Set(
  [...'AsdpiojgmfctvnxwWMhV46CDIRLSFZNXEP'].map((letter) => `-${letter}`),
);
/** Refused, or of no use in a rules text. */
const NOT_IN_RULES: ReadonlySet<string> = new Set(['-v', '-n', '-x', '-w', '-W', '-M', '-h', '-V', '-0']);
const NEVER_NEGATED: ReadonlySet<string> = new Set(['-m', '-j', '-g', '-c']);
const NEVER_ATTACHED: ReadonlySet<string> = new Set(['-s', '-d', '-p', '-i', '-o', '-j']);

const NO_INPUT: ReadonlySet<string> = new Set(['OUTPUT', 'POSTROUTING']);
const NO_OUTPUT: ReadonlySet<string> = new Set(['INPUT', 'PREROUTING']);

/** What iptables refuses in its own options; those of matches and targets it knows better than we. */
export function optionMistakes(parts: readonly RulePart[], table: string): readonly WordMistake[] {
  const chain = chainOf(parts);
  const seen = new Set<string>();
  return parts.flatMap((part) => {
    if (!('canonical' in part)) return [];
    // `-j` and `-g` answer one question.
    const question = part.canonical === '-g' ? '-j' : part.canonical;
    const isRepeated = ONCE.has(question) && seen.has(question);
    seen.add(question);
    const mistake = isRepeated ? repeated(question) : mistakeOf(part, table, chain);
    return mistake === undefined ? [] : [{ word: part.first, mistake }];
  });
}

function chainOf(parts: readonly RulePart[]): string {
  const command = commandsIn(parts).find(({ canonical }) => placesRule(canonical));
  return command?.option.values[0] ?? '';
}

function repeated(name: string): Mistake {
  const message = `a rule has one \`${name}\`${name === '-j' ? ' or `-g`' : ''}, this is the second`;
  return wrong('repeated-option', message, 'write two rules');
}

function mistakeOf(option: ReadOption, table: string, chain: string): Mistake | undefined {
  const { canonical, attached } = option;
  const { name, negated, values } = option.option;
  if (canonical === '-t') {
    const message = 'a rule in a rules text has no `-t`: its table is the one that it is in';
    const hint = `remove it, or move the rule to the table it names; here it is \`*${table}\``;
    return wrong('table-in-rule', message, hint);
  }
  if (NOT_IN_RULES.has(canonical)) {
    return wrong('not-in-rules', `\`${name}\` is for the command line, not for a rule`, 'remove it');
  }
  if (/^-[^-]/.test(name) && !KNOWN_SHORT.has(name)) {
    const hint = 'mend the name; long options begin with two dashes';
    return wrong('unknown-option', `iptables has no option \`${name}\``, hint);
  }
  if (negated && (NEVER_NEGATED.has(canonical) || isCommand(canonical))) {
    const hint = 'remove the `!`, or move it before the option it belongs to';
    return wrong('misplaced-negation', `\`${name}\` cannot be turned around by \`!\``, hint);
  }
  if (attached && NEVER_ATTACHED.has(canonical)) {
    const message = `iptables wants a space between \`${name}\` and its value`;
    return wrong('attached-value', message, `write \`${name} ${values[0] ?? ''}\``);
  }
  return option.kind === 'incomplete' ? undefined : valueMistake(option, table, chain);
}

function valueMistake(
  { canonical, option: { name, values } }: ReadOption,
  table: string,
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
      return doubtful('other-family', message, 'remove it; each family has a file of its own');
    }
  }
  return undefined;
}

const COUNTED = /^[0-9]+,[0-9]+$/;

const MALFORMED_COUNTERS: Mistake = wrong(
  'malformed-counters',
  '`-c` takes two numbers, packets and bytes',
  'remove it; counters have no effect on what a rule does',
);

function emptyValue(name: string): Mistake {
  const hint = 'write what it should be, or remove the option';
  return wrong('empty-value', `the value of \`${name}\` is empty`, hint);
}

function interfaceMistake(name: string, value: string): Mistake | undefined {
  if (value === '') return emptyValue(name);
  if (!exceedsBytes(value, LIMITS.interfaceBytes)) return undefined;
  const message = `the name of an interface has at most ${LIMITS.interfaceBytes} bytes`;
  return wrong('interface-too-long', message, 'mend the name; `+` at its end stands for any rest');
}

function directionMistake(name: string, canonical: string, chain: string): Mistake | undefined {
  if (!(canonical === '-i' ? NO_INPUT : NO_OUTPUT).has(chain)) return undefined;
  const hint = `use \`${canonical === '-i' ? '-o' : '-i'}\`, or another chain`;
  return wrong('wrong-direction', `\`${name}\` cannot match in ${chain}`, hint);
}

function targetMistake(name: string, value: string, table: string): Mistake | undefined {
  if (value === '') return emptyValue(name);
  if (exceedsBytes(value, LIMITS.chainBytes)) {
    const message = `the name of a chain or target has at most ${LIMITS.chainBytes} bytes`;
    return wrong('target-too-long', message, 'mend the name');
  }
  if (table !== 'nat' || value !== 'DROP') return undefined;
  const message = 'the nat table sees the first packet of a connection only, so iptables refuses DROP there';
  return wrong('drop-in-nat', message, 'drop in the filter table');
}
