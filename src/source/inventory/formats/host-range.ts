/** What went wrong in a piece of text, and where in it, counted from 0. */
export interface RangeFault {
  readonly offset: number;
  readonly message: string;
}

/** How it is right. */
export const rangeHint = 'a range is written `[1:20]`, `[01:20]`, `[a:f]` or, with a step, `[0:100:10]`';

export type HostNames =
  /** `port`: what follows the last colon; `undefined`: nothing does. No names at all: a range that counts down. */
  | { readonly ok: true; readonly names: readonly string[]; readonly port: number | undefined }
  | { readonly ok: false; readonly fault: RangeFault };

/** More hosts than anybody manages from one machine: a slip of the finger in a range, not a wish. */
const mostNames = 100_000;

/** `a` to `z`, then `A` to `Z`: the order in which ranges of letters count. */
const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

/**
 * The hosts that one entry of an inventory names: `web1`, `web[01:20]`, `db-[a:c]:2200`, `[2001:db8::1]:22`.
 *
 * Several ranges count like nested loops, the left one outermost. Numbers are padded when the start has a leading zero.
 */
export function expandHostNames(entry: string): HostNames {
  const { name, port } = splitPort(entry);
  const pieces = splitRanges(name);
  if ('fault' in pieces) return { ok: false, fault: pieces.fault };

  const count = pieces.ranges.reduce((product, { values }) => product * values.length, 1);
  if (count > mostNames) {
    const message = `\`${name}\` names ${count} hosts; one entry may name at most ${mostNames}`;
    return { ok: false, fault: { offset: 0, message } };
  }
  const names = pieces.ranges.reduceRight<readonly string[]>(
    (tails, { head, values }) => values.flatMap((value) => tails.map((tail) => head + value + tail)),
    [pieces.tail],
  );
  return { ok: true, names, port };
}

/** A port follows the only colon, or the bracket around an IPv6 address. Everything else is part of the name. */
function splitPort(entry: string): { readonly name: string; readonly port: number | undefined } {
  const bracketed = /^\[(.*:.*:.*)\]:(\d{1,9})$/.exec(entry);
  const match = bracketed ?? /^((?:[^:[\]]|\[[^\]]*\])+):(\d{1,9})$/.exec(entry);
  if (match === null) return { name: entry, port: undefined };
  const [, name = entry, digits = ''] = match;
  // As in Ansible, port 0 is no port.
  return { name, port: Number(digits) === 0 ? undefined : Number(digits) };
}

interface Range {
  readonly head: string;
  readonly values: readonly string[];
}

function splitRanges(
  name: string,
): { readonly ranges: readonly Range[]; readonly tail: string } | { readonly fault: RangeFault } {
  const ranges: Range[] = [];
  let rest = 0;
  for (;;) {
    const open = name.indexOf('[', rest);
    if (open === -1) return { ranges, tail: name.slice(rest) };
    const close = name.indexOf(']', open);
    if (close === -1) return { fault: { offset: open, message: 'this `[` is never closed' } };
    const values = countRange(name.slice(open + 1, close));
    if (typeof values === 'string') return { fault: { offset: open, message: values } };
    ranges.push({ head: name.slice(rest, open), values });
    rest = close + 1;
  }
}

/** The values in order, or a sentence that says what is wrong. */
function countRange(body: string): readonly string[] | string {
  const parts = body.split(':');
  const [first = '', end = '', stepText = '1'] = parts;
  if (parts.length < 2 || parts.length > 3) return `\`[${body}]\` is not a range`;
  if (end === '') return `the range \`[${body}]\` has no end`;
  const step = /^\d+$/.test(stepText) ? Number(stepText) : 0;
  if (step < 1) return `the step of the range \`[${body}]\` must be a number above 0`;

  const start = first === '' ? '0' : first;
  if (/^\d{1,9}$/.test(start) && /^\d{1,9}$/.test(end)) return countNumbers(start, end, step);
  if (/^[a-zA-Z]$/.test(start) && /^[a-zA-Z]$/.test(end)) return countLetters(start, end, step);
  return `the range \`[${body}]\` must go from a number to a number or from a letter to a letter`;
}

function countNumbers(start: string, end: string, step: number): readonly string[] | string {
  const width = start.length > 1 && start.startsWith('0') ? start.length : 1;
  if (width > 1 && end.length !== width) {
    return `the range \`[${start}:${end}]\` starts with a zero, so both ends need the same number of digits`;
  }
  const values: string[] = [];
  for (let value = Number(start); value <= Number(end) && values.length <= mostNames; value += step) {
    values.push(String(value).padStart(width, '0'));
  }
  return values;
}

function countLetters(start: string, end: string, step: number): readonly string[] | string {
  const from = letters.indexOf(start);
  const to = letters.indexOf(end);
  if (from > to)
    return `the range \`[${start}:${end}]\` ends before it starts: letters count a to z, then A to Z`;
  return [...letters.slice(from, to + 1)].filter((_, index) => index % step === 0);
}
