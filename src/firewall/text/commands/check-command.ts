import { type LineSpan, type Mistake, type WordMistake, wrong } from '../mistakes.ts';
import type { ReadOption, RulePart } from '../read-options.ts';
import { insteadOf, isCommand, type RuleBeside, ruleBeside } from './names.ts';

/** The commands of a line; a line that iptables-restore takes has one. */
export function commandsIn(parts: readonly RulePart[]): readonly ReadOption[] {
  return parts.filter((part): part is ReadOption => 'canonical' in part && isCommand(part.canonical));
}

/** Says what is wrong with the command of a line, as far as the line alone tells and which chains there are. */
export function commandMistakes(
  parts: readonly RulePart[],
  declared: ReadonlySet<string>,
): readonly WordMistake[] {
  const [command, ...more] = commandsIn(parts);
  if (command === undefined) return [];
  const beside = ruleBeside(command.canonical);
  const { name, values } = command.option;
  if (beside === undefined) return [{ word: command.first, mistake: unread(name, command.canonical) }];

  const [chain, second] = values;
  const found: WordMistake[] = more.map(({ first, option }) => ({
    word: first,
    mistake: secondCommand(option.name, name),
  }));
  if (chain !== undefined && command.canonical !== '-N' && !declared.has(chain)) {
    found.push({ word: command.first, mistake: undeclaredChain(chain) });
  }
  if (second !== undefined && command.canonical !== '-P' && !NUMBER.test(second)) {
    found.push({ word: command.first, mistake: noNumber(second) });
  }
  return [...found, ...oddOptions(parts, command, beside)];
}

/** Options that the command refuses, or with which it would mean another thing in each family. */
function oddOptions(
  parts: readonly RulePart[],
  { canonical, option: { name, values } }: ReadOption,
  rule: RuleBeside,
): readonly WordMistake[] {
  if (canonical === '-A') return [];
  const takesNone = rule === 'never' || (rule === 'unless-numbered' && values.length > 1);
  return parts.flatMap((part) => {
    if (!('canonical' in part) || isCommand(part.canonical)) return [];
    if (!takesNone && fits(part.canonical, canonical)) return [];
    return [{ word: part.first, mistake: notWith(name, part.option.name) }];
  });
}

/** iptables takes `0x2` and `+2` too; nobody writes them, and `08` is no number there. */
const NUMBER = /^[1-9][0-9]{0,8}$/;

/** `-D` sets no counters; and what one family leaves out may only be added, and never be counted on. */
function fits(option: string, command: string): boolean {
  if (option === '-c') return command !== '-D';
  return (option !== '-4' && option !== '-6') || command === '-I';
}

function secondCommand(name: string, first: string): Mistake {
  const message =
    name === '-A' && first === '-A'
      ? 'a rule has one `-A`'
      : `a line has one command, and \`${name}\` is the second`;
  return wrong('repeated-option', message, 'write two rules');
}

function unread(name: string, canonical: string): Mistake {
  const message = `\`${name}\` is for the command line: in a text of rules it leaves nothing behind that every iptables-restore agrees on`;
  return wrong('unsupported-command', message, insteadOf(canonical));
}

function notWith(command: string, option: string): Mistake {
  const message = `\`${command}\` and \`${option}\` do not go together`;
  return wrong('not-with-command', message, `remove \`${option}\`, or write a line for each`);
}

function noNumber(text: string): Mistake {
  const hint = 'rules are counted in their chain, from 1: `-I INPUT 2 …`';
  return wrong('rule-number', `\`${text}\` is no number of a rule`, hint);
}

function undeclaredChain(chain: string): Mistake {
  const message = `the table has no chain \`${chain}\` up to this line`;
  const hint = `write \`:${chain} - [0:0]\` at the head of the table, or mend the name`;
  return wrong('undeclared-chain', message, hint);
}

/** What the line of a command says, once nothing of it is wrong. */
export interface ReadCommand {
  readonly name: string;
  readonly chain: string | undefined;
  /** Of a rule in the chain, from 1. */
  readonly number: number | undefined;
  readonly policy: string | undefined;
  /** Where the line has it. */
  readonly at: LineSpan;
}

export function commandOf(command: ReadOption, at: LineSpan): ReadCommand {
  const [chain, second] = command.option.values;
  const policy = command.canonical === '-P' ? second : undefined;
  const number = second === undefined || policy !== undefined ? undefined : Number(second);
  return { name: command.canonical, chain, number, policy, at };
}
