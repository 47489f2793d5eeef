/** What a letter behind a backslash stands for in strings, patterns and replacements alike. */
export const CONTROLS: ReadonlyMap<string, string> = new Map([
  ['a', '\x07'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
]);

/** What a letter behind a backslash stands for in strings. */
const IN_STRINGS: ReadonlyMap<string, string> = new Map([
  ...CONTROLS,
  ['b', '\b'],
  ['\n', ''],
  ['\\', '\\'],
  ["'", "'"],
  ['"', '"'],
]);

const ESCAPE = /\\(?:([0-7]{1,3})|(x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8})|.)/gs;

/** `broken` is half an escape or no character: `\x4`, `\N{DASH}` (names are not known here), `\U00110000`. */
export type Unescaped =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly broken: string; readonly offset: number };

/** The text of a Python string, from what stands between its quotes. An escape without a meaning stays as it is. */
export function unescaped(inner: string): Unescaped {
  let wrong: Unescaped | undefined;
  const text = inner.replace(ESCAPE, (whole: string, octal?: string, hex?: string, offset = 0) => {
    if (octal !== undefined) return String.fromCodePoint(Number.parseInt(octal, 8));
    const code = hex === undefined ? -1 : Number.parseInt(hex.slice(1), 16);
    if (code >= 0 && code <= 0x10ffff) return String.fromCodePoint(code);
    if (/^\\[xuUN]/.test(whole)) wrong ??= { ok: false, broken: whole, offset };
    return IN_STRINGS.get(whole.slice(1)) ?? whole;
  });
  return wrong ?? { ok: true, text };
}
