import { describeFailure, type Failure, hintOf } from '../model/run/failure.ts';
import { padded, textWidth } from '../text/width.ts';
import { broken, type Page } from './page.ts';
import { safeLine, safeText } from './safe-text.ts';

/** What rows have in common: where their text begins. */
export interface RowPage extends Page {
  /** Cells for the name of a host. */
  readonly hostWidth: number;
}

/** The longest word of state, `UNREACHABLE`; the few longer ones have no text after them. */
const WORD_WIDTH = 11;

/** The widest column of names; longer names push their text to the right. */
const WIDEST_NAME = 24;

export function hostWidthFor(hosts: readonly string[]): number {
  return Math.min(
    hosts.reduce((width, host) => Math.max(width, textWidth(safeLine(host))), 0),
    WIDEST_NAME,
  );
}

/** What a host has to say: its name, a word of state, and a text. */
export function rowLines(
  host: string,
  word: string,
  text: string,
  paint: (word: string) => string,
  { hostWidth, columns }: RowPage,
): readonly string[] {
  const name = padded(safeLine(host), hostWidth);
  const gap = ' '.repeat(Math.max(WORD_WIDTH - word.length, 0) + 2);
  const indent = 2 + textWidth(name) + 2 + word.length + gap.length;
  // On a narrow terminal what follows stands below, not in a column of three words.
  const hang = columns === undefined || indent <= columns / 2 ? indent : 6;
  return broken(safeLine(text), indent, columns).map((line, index) =>
    index === 0 ? `  ${name}  ${paint(word)}${gap}${line}`.trimEnd() : `${' '.repeat(hang)}${line}`,
  );
}

/** A check that did not pass: what was found, and only then the name, which says what turned out not to be so. */
export function refusedLines(
  host: string,
  word: string,
  title: string,
  failure: Failure,
  page: RowPage,
): readonly string[] {
  const { columns } = page;
  const [first = '', ...more] = failedLines(host, word, '', failure, page);
  const hint = more.findIndex((line) => line.startsWith('    hint: '));
  const at = hint < 0 ? more.length : hint;
  const name = broken(safeLine(title), 11, columns).map((line, index) =>
    index === 0 ? `    check: ${line}` : `           ${line}`,
  );
  return [first, ...more.slice(0, at), ...name, ...more.slice(at)];
}

/** A failure on a host, with everything its message says and the way out. `title`: the task; empty when it is none. */
export function failedLines(
  host: string,
  word: string,
  title: string,
  failure: Failure,
  page: RowPage,
): readonly string[] {
  const [first = '', ...more] = safeText(describeFailure(failure)).split('\n');
  return [
    ...rowLines(host, word, title === '' ? first : `${title}: ${first}`, page.style.bad, page),
    ...more.map((line) => `    ${line}`),
    ...hintLines(hintOf(failure), page),
  ];
}

function hintLines(hint: string | undefined, { columns }: RowPage): readonly string[] {
  if (hint === undefined) return [];
  const lines = safeText(hint).split('\n');
  return lines
    .flatMap((line) => broken(line, 10, columns))
    .map((line, index) => (index === 0 ? `    hint: ${line}` : `          ${line}`));
}
