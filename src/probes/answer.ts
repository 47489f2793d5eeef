import type { Answer } from '../model/action.ts';

/** Standard output as text. Bytes that are not UTF-8 become U+FFFD. */
export function outputOf({ stdout }: Answer): string {
  return new TextDecoder().decode(stdout);
}

export function linesOf(answer: Answer): readonly string[] {
  return outputOf(answer)
    .split('\n')
    .filter((line) => line !== '');
}

/** Said of an answer that is none: silence, half of one, or a program's words that nobody asked for. */
export const FORMLESS = "the host's answer has not the form of one";

/**
 * Why a question was not answered, in the host's words, on one line; undefined when it was. A program that ends well and
 * says something else gives no facts, so an answer must have its `form`.
 */
export function troubleIn(answer: Answer, form?: RegExp): string | undefined {
  if (answer.droppedBytes > 0) return `the answer was too long by ${answer.droppedBytes} bytes`;
  if (answer.exitCode === 0) return form === undefined || form.test(outputOf(answer)) ? undefined : FORMLESS;
  if (answer.exitCode === 124) return 'it took too long';
  const said = new TextDecoder().decode(answer.stderr).trim().replaceAll('\n', '; ');
  return said === '' ? `exit code ${answer.exitCode}` : said;
}

/** `Key=value` lines, as `systemctl show` prints them. The first of equal keys counts. */
export function keyValues(lines: readonly string[]): ReadonlyMap<string, string> {
  const values = new Map<string, string>();
  for (const line of lines) {
    const at = line.indexOf('=');
    if (at > 0 && !values.has(line.slice(0, at))) values.set(line.slice(0, at), line.slice(at + 1));
  }
  return values;
}

/** A list of words with spaces between; an empty text is an empty list. */
export function wordsOf(text: string | undefined): readonly string[] {
  return (text ?? '').split(/\s+/).filter((word) => word !== '');
}
