import { checkRule, isTooLong } from '../check-rule.ts';
import { placeOf, type RulePlace } from '../rule-place.ts';
import { commandOf, commandsIn, type ReadCommand } from './commands/check-command.ts';
import type { Mistake, Mistakes } from './mistakes.ts';
import { type ReadOption, type RulePart, readOptions } from './read-options.ts';
import type { Counters, Option, Rule, Word } from './rules.ts';
import { tokenize } from './tokens.ts';

const COUNTERS = /^\[([0-9]+):([0-9]+)\]/;
const MOST_COUNTED = 2n ** 64n - 1n;

/** What a line tells iptables-restore to do. */
export interface ReadLine {
  readonly command: ReadCommand;
  /** With what the line says of a rule; without words where it says nothing. */
  readonly rule: Rule;
}

/** Reads a line of a table that is no chain and no COMMIT. `undefined` when iptables-restore would refuse it. */
export function readRule(text: string, place: RulePlace, mistakes: Mistakes): ReadLine | undefined {
  const counted = readCounters(text, place, mistakes);
  if (counted === undefined) return undefined;

  const tokens = tokenize(text, counted.length);
  const { words, unclosed } = tokens;
  if (unclosed !== undefined) {
    mistakes.error(
      { line: place.line, column: unclosed + 1, length: text.length - unclosed },
      {
        code: 'unclosed-quote',
        message:
          'this double quote is never closed, so the rest of the line becomes one word with the line end in it',
        hint: 'close it, or write `\\"` inside quotes for a quote that belongs to the text',
      },
    );
    return undefined;
  }
  if (isTooLong(tokens, place, mistakes)) return undefined;

  const parts = readOptions(words);
  const before = mistakes.errors();
  checkRule(tokens, parts, place, mistakes);
  if (mistakes.errors() > before) return undefined;
  const [command] = commandsIn(parts);
  if (command === undefined) return undefined;
  return {
    command: commandOf(command, placeOf(command.first, tokens, place)),
    rule: ruleOf(text, parts, command, words, place, counted.counters),
  };
}

interface Counted {
  readonly counters: Counters | undefined;
  /** Where the words begin. */
  readonly length: number;
}

function readCounters(text: string, { line }: RulePlace, mistakes: Mistakes): Counted | undefined {
  if (!text.startsWith('[')) return { counters: undefined, length: 0 };
  const counters = parseCounters(text);
  const end = text.indexOf(']');
  if (counters !== undefined) return { counters, length: end + 1 };
  // What it takes apart is looked at with `-c` only; a rule behind it is a rule all the same.
  const readable = end > 0 && /^\[:*[^:\]]+:+[^\]]*\]/.test(text);
  const message = 'the counters before a rule are `[packets:bytes]`, two numbers of 64 bits';
  const hint = 'leave them out, or write `[0:0]`';
  const at = { line, column: 1, length: readable ? end + 1 : 1 };
  const mistake: Mistake = { code: 'malformed-counters', message, hint };
  if (!readable) mistakes.error(at, mistake);
  else mistakes.warning(at, { ...mistake, message: `${message}: \`iptables-restore -c\` refuses these` });
  return readable ? { counters: undefined, length: end + 1 } : undefined;
}

/** The counters a text begins with; `undefined` when it does not, or when they do not fit 64 bits. */
export function parseCounters(text: string): Counters | undefined {
  const [, packets, bytes] = COUNTERS.exec(text) ?? [];
  if (packets === undefined || bytes === undefined || packets.length > 20 || bytes.length > 20)
    return undefined;
  const counters = { packets: BigInt(packets), bytes: BigInt(bytes) };
  return counters.packets > MOST_COUNTED || counters.bytes > MOST_COUNTED ? undefined : counters;
}

function ruleOf(
  text: string,
  parts: readonly RulePart[],
  command: ReadOption,
  words: readonly Word[],
  { line, table }: RulePlace,
  counters: Counters | undefined,
): Rule {
  let target: string | undefined;
  let comment: string | undefined;
  const options: Option[] = [];
  for (const part of parts) {
    if (part.kind !== 'option' || part === command) continue;
    const { canonical, option } = part;
    if (canonical === '-j' || canonical === '-g') target = option.values[0];
    if (canonical === '--comment') comment = option.values[0];
    options.push(option);
  }
  const [chain = ''] = command.option.values;
  const { first, count } = command;
  return {
    table,
    chain,
    line,
    command: command.canonical === '-I' || command.canonical === '-R' ? command.canonical : '-A',
    text,
    counters,
    words: words.filter((_, index) => index < first || index >= first + count),
    options,
    target,
    comment,
  };
}
