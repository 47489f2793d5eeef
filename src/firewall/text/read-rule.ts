import { ruleMistakes } from '../check-rule.ts';
import { commandOf, commandsIn, type ReadCommand } from './commands/check-command.ts';
import { LIMITS } from './limits.ts';
import { doubtful, type Mistake, type Mistakes, wrong } from './mistakes.ts';
import type { OpenTable } from './open-table.ts';
import { type ReadOption, type RulePart, readOptions } from './read-options.ts';
import type { Counters, Option, Rule, Word } from './rules.ts';
import { placeOf, tokenize } from './tokens.ts';

const COUNTERS = /^\[([0-9]+):([0-9]+)\]/;
const MOST_COUNTED = 2n ** 64n - 1n;

/** What a line tells iptables-restore to do. */
export interface ReadLine {
  readonly command: ReadCommand;
  /** With what the line says of a rule; without words where it says nothing. */
  readonly rule: Rule;
}

/** Reads a line of a table that is no chain and no COMMIT. `undefined` when iptables-restore would refuse it. */
export function readRule(
  text: string,
  line: number,
  table: OpenTable,
  mistakes: Mistakes,
): ReadLine | undefined {
  const counted = readCounters(text, line, mistakes);
  if (counted === undefined) return undefined;

  const tokens = tokenize(text, counted.length);
  const { words, unclosed } = tokens;
  if (unclosed !== undefined) {
    mistakes.add({ line, column: unclosed + 1, length: text.length - unclosed }, UNCLOSED);
    return undefined;
  }
  // iptables-restore looks no further then, and neither do we.
  if (words.length > LIMITS.words) {
    mistakes.add(placeOf(LIMITS.words, tokens, line), tooManyWords(words));
    return undefined;
  }

  const parts = readOptions(words);
  const found = ruleMistakes(words, parts, table);
  for (const { word, mistake } of found) mistakes.add(placeOf(word, tokens, line), mistake);
  const [command] = commandsIn(parts);
  if (command === undefined || found.some(({ mistake }) => mistake.severity === 'error')) return undefined;
  const { canonical, option, first, count } = command;
  return {
    command: commandOf(command, placeOf(first, tokens, line)),
    rule: {
      table: table.name,
      chain: option.values[0] ?? '',
      line,
      command: canonical === '-I' || canonical === '-R' ? canonical : '-A',
      text,
      counters: counted.counters,
      words: words.filter((_, index) => index < first || index >= first + count),
      ...saidBy(parts, command),
    },
  };
}

const UNCLOSED: Mistake = wrong(
  'unclosed-quote',
  'this double quote is never closed, so the rest of the line becomes one word with the line end in it',
  'close it, or write `\\"` inside quotes for a quote that belongs to the text',
);

function tooManyWords({ length }: readonly Word[]): Mistake {
  const message = `a rule has at most ${LIMITS.words} words, this one has ${length}`;
  return wrong('too-many-words', message, 'split it into several rules');
}

interface Counted {
  readonly counters: Counters | undefined;
  /** Where the words begin. */
  readonly length: number;
}

function readCounters(text: string, line: number, mistakes: Mistakes): Counted | undefined {
  if (!text.startsWith('[')) return { counters: undefined, length: 0 };
  const counters = parseCounters(text);
  const end = text.indexOf(']');
  if (counters !== undefined) return { counters, length: end + 1 };
  const message = 'the counters before a rule are `[packets:bytes]`, two numbers of 64 bits';
  const hint = 'leave them out, or write `[0:0]`';
  // What it takes apart is looked at with `-c` only; a rule behind it is a rule all the same.
  if (end <= 0 || !/^\[:*[^:\]]+:+[^\]]*\]/.test(text)) {
    mistakes.add({ line, column: 1, length: 1 }, wrong('malformed-counters', message, hint));
    return undefined;
  }
  const refused = `${message}: \`iptables-restore -c\` refuses these`;
  mistakes.add({ line, column: 1, length: end + 1 }, doubtful('malformed-counters', refused, hint));
  return { counters: undefined, length: end + 1 };
}

/** The counters a text begins with; `undefined` when it does not, or when they do not fit 64 bits. */
export function parseCounters(text: string): Counters | undefined {
  const [, packets, bytes] = COUNTERS.exec(text) ?? [];
  if (packets === undefined || bytes === undefined || packets.length > 20 || bytes.length > 20)
    return undefined;
  const counters = { packets: BigInt(packets), bytes: BigInt(bytes) };
  return counters.packets > MOST_COUNTED || counters.bytes > MOST_COUNTED ? undefined : counters;
}

/** What the options of a line say of its rule. */
function saidBy(
  parts: readonly RulePart[],
  command: ReadOption,
): Pick<Rule, 'options' | 'target' | 'comment'> {
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
  return { options, target, comment };
}
