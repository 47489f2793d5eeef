import type { TaskAddress } from '../model/playbook/plan.ts';
import { isCheck, named } from '../model/run/named-failure.ts';
import { counted } from '../text/words.ts';
import { safeLine } from './safe-text.ts';

/** From so many lines on a message is cut, unless all of it is asked for: what is below it must not scroll away. */
const MOST_LINES = 20;

/** The same for one line, in UTF-16 code units. */
const MOST_LETTERS = 2_000;

const REST = '-v shows all, and so does --output json';

/**
 * What a task had to say, as safe lines: its name, and the message beside it, or below it where that has several lines. Of
 * very much the beginning, and how much more there is.
 */
export function messageLines(
  task: TaskAddress,
  title: string,
  text: string,
  all: boolean,
): readonly [head: string, ...more: string[]] {
  const lines = all ? linesOf(text).map(safeLine) : beginning(linesOf(text));
  const [first = '', ...more] = lines;
  if (isCheck(task)) return [named(task, safeLine(title), first), ...more];
  return more.length === 0 ? [`${safeLine(title)}: ${first}`] : [`${safeLine(title)}:`, ...lines];
}

function linesOf(text: string): readonly string[] {
  return text.replace(/\n+$/, '').split('\n');
}

function beginning(lines: readonly string[]): readonly string[] {
  const shown = lines.slice(0, MOST_LINES).map(shortened);
  const more = lines.length - shown.length;
  return more === 0 ? shown : [...shown, `and ${counted(more, 'more line')}; ${REST}`];
}

/** The lines after the head. What leads them shows that it is still the same that speaks. */
export function below(lines: readonly string[], indent: number): readonly string[] {
  return lines.map((line) => `${' '.repeat(indent)}| ${line}`.trimEnd());
}

function shortened(line: string): string {
  const more = line.length - MOST_LETTERS;
  if (more <= 0) return safeLine(line);
  return `${safeLine(line.slice(0, MOST_LETTERS))} and ${counted(more, 'more character')}; ${REST}`;
}
