import { hasErrors, inReadingOrder, type Read } from '../../model/diagnostic.ts';
import { applyCommand } from './commands/apply.ts';
import { addsRule } from './commands/names.ts';
import { exceedsBytes, LIMITS, TEXT_LIMITS } from './limits.ts';
import { collectMistakes, doubtful, type Mistakes, type RuleCode, wrong } from './mistakes.ts';
import { type OpenTable, tableOf } from './open-table.ts';
import { openTable, readChain } from './read-chain.ts';
import { readRule } from './read-rule.ts';
import type { LineContent, RulesLine, RulesText, Table } from './rules.ts';

/**
 * Reads what `iptables-save` or `ip6tables-save` prints, or a `/etc/sysconfig/iptables` written by hand.
 *
 * There is a value only when nothing is an error, that is when `iptables-restore` takes the text, on its legacy backend and
 * on nft, as far as this can be said without the kernel and without the extensions of iptables: a jump to a chain that is
 * not there, or a wrong value for `--dport`, is not looked at. What only one backend refuses is a warning.
 *
 * A line may hold any command that changes rules, not only `-A`: the tables are what they have come to at their COMMIT.
 * Stricter than iptables-restore with what it misunderstands (a quote that is never closed, a zero byte) and where its two
 * backends, or the two families, would make different rules of a command.
 *
 * Takes time and memory in proportion to the text, at most 32 MiB and 250,000 lines of it. Never throws.
 */
export function readRules(text: string, file: string): Read<RulesText, RuleCode> {
  const mistakes = collectMistakes(file);
  const reading: Reading = { mistakes, lines: [], tables: [], open: undefined, returns: undefined };
  if (isReasonable(text, mistakes)) readLines(text, reading);

  const diagnostics = inReadingOrder(mistakes.all());
  const { lines, tables } = reading;
  return { value: hasErrors(diagnostics) ? undefined : { lines, tables }, diagnostics };
}

interface Reading {
  readonly mistakes: Mistakes;
  readonly lines: RulesLine[];
  readonly tables: Table[];
  open: OpenTable | undefined;
  /** The first line that ends in a carriage return, and how many there are. */
  returns: { readonly line: number; readonly column: number; readonly count: number } | undefined;
}

const NOT_A_SAVE = 'check that this is what iptables-save wrote';

function isReasonable(text: string, mistakes: Mistakes): boolean {
  const at = { line: 1, column: 1, length: 1 };
  if (text.length > TEXT_LIMITS.characters) {
    const message = `the text has ${text.length} characters; more than ${TEXT_LIMITS.characters} are not read`;
    mistakes.add(at, wrong('text-too-long', message, NOT_A_SAVE));
    return false;
  }
  if (text.startsWith('\uFEFF')) {
    const message =
      'the text begins with a byte order mark, which iptables-restore takes for a part of the first line';
    mistakes.add(at, wrong('byte-order-mark', message, 'save it as UTF-8 without a byte order mark'));
  }
  return true;
}

function readLines(text: string, reading: Reading): void {
  let start = text.startsWith('\uFEFF') ? 1 : 0;
  for (let number = 1; start < text.length; number += 1) {
    if (number > TEXT_LIMITS.lines) {
      const message = `more than ${TEXT_LIMITS.lines} lines are not read`;
      reading.mistakes.add(
        { line: number, column: 1, length: 1 },
        wrong('too-many-lines', message, NOT_A_SAVE),
      );
      break;
    }
    const newline = text.indexOf('\n', start);
    const stop = newline < 0 ? text.length : newline;
    const line: Line = { number, text: text.slice(start, stop), end: newline < 0 ? '' : '\n' };
    const content = readLine(line, reading);
    if (content !== undefined) reading.lines.push({ ...line, content });
    start = stop + 1;
  }
  closeText(reading);
}

function closeText({ open, returns, mistakes }: Reading): void {
  if (open !== undefined) {
    const at = { line: open.line, column: 1, length: open.name.length + 1 };
    const message = `the table \`${open.name}\` is never committed, so nothing of it would be loaded`;
    mistakes.add(at, wrong('missing-commit', message, 'write a line `COMMIT` behind its last rule'));
  }
  if (returns === undefined) return;
  const lines = returns.count === 1 ? 'this line ends' : `${returns.count} lines end`;
  const message = `${lines} with a carriage return, which iptables-restore takes for a part of the last word`;
  const hint = "save the text with Unix line ends: sed -i 's/\\r$//' FILE";
  const { line, column } = returns;
  mistakes.add({ line, column, length: 1 }, wrong('carriage-return', message, hint));
}

type Line = Omit<RulesLine, 'content'>;

/** `undefined` when something is wrong with the line, which then has been said. */
function readLine(line: Line, reading: Reading): LineContent | undefined {
  const { number, text } = line;
  if (exceedsBytes(text, LIMITS.lineBytes)) {
    const message = `a line has at most ${LIMITS.lineBytes} bytes; iptables-restore takes the rest for a line of its own`;
    const hint = 'shorten it, or split the rule in two';
    reading.mistakes.add({ line: number, column: 1, length: 1 }, wrong('line-too-long', message, hint));
    return undefined;
  }
  if (text === '') return { kind: 'blank' };
  if (text.startsWith('#')) return { kind: 'comment' };

  const zero = text.indexOf('\0');
  if (zero >= 0) {
    const message = 'a zero byte ends the line for iptables-restore, and what follows is lost';
    const hint = 'check that the file is not damaged, and remove the byte';
    reading.mistakes.add({ line: number, column: zero + 1, length: 1 }, wrong('zero-byte', message, hint));
    return undefined;
  }
  return text.endsWith('\r') ? readWithoutReturn(line, reading) : readWords(line, reading);
}

/** Goes on as if the carriage return were not there, to find the other mistakes too. */
function readWithoutReturn(line: Line, reading: Reading): LineContent | undefined {
  const before = reading.returns ?? { line: line.number, column: line.text.length, count: 0 };
  reading.returns = { ...before, count: before.count + 1 };
  return line.text === '\r' ? undefined : readWords({ ...line, text: line.text.slice(0, -1) }, reading);
}

function readWords(line: Line, reading: Reading): LineContent | undefined {
  const { number, text } = line;
  if (text.startsWith('*')) return readTable(line, reading);
  const { open, mistakes } = reading;
  if (open === undefined) {
    const message = 'this line is in no table, and iptables-restore stops here';
    const hint = 'write `*filter` or the name of another table before it, or `#` if it is a comment';
    mistakes.add({ line: number, column: 1, length: text.length }, wrong('outside-table', message, hint));
    return undefined;
  }
  if (text === 'COMMIT') return commit(line, open, reading);
  if (text.startsWith(':')) {
    const chain = readChain(text, number, open, mistakes);
    return chain === undefined ? undefined : { kind: 'chain', chain };
  }
  const read = readRule(text, number, open, mistakes);
  if (read === undefined) return undefined;
  const { command, rule } = read;
  applyCommand(command, rule, open, mistakes);
  return addsRule(command.name)
    ? { kind: 'rule', rule }
    : { kind: 'command', name: command.name, chain: command.chain, rule };
}

function readTable({ number, text }: Line, reading: Reading): LineContent | undefined {
  const { open, mistakes } = reading;
  if (open !== undefined) {
    const message = `the table \`${open.name}\` is not committed before this one begins`;
    const mistake = wrong('missing-commit', message, 'write a line `COMMIT` before this one');
    mistakes.add({ line: number, column: 1, length: text.length }, mistake);
  }
  reading.open = openTable(text, number, mistakes);
  return reading.open === undefined ? undefined : { kind: 'table', name: reading.open.name };
}

function commit({ number, text, end }: Line, open: OpenTable, reading: Reading): LineContent {
  reading.tables.push(tableOf(open));
  reading.open = undefined;
  if (end === '') {
    const message = 'the last COMMIT has no line end, and the legacy iptables-restore refuses it';
    const mistake = doubtful('no-final-newline', message, 'add a line end to the text');
    reading.mistakes.add({ line: number, column: 1, length: text.length }, mistake);
  }
  return { kind: 'commit' };
}
