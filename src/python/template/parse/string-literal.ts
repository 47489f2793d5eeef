import { Fault } from '../../fault.ts';

/**
 * What backslashes in the quoted strings of a template mean.
 *
 * In `{{ }}` of a playbook's value they are kept as they are: the YAML around it has had its turn, and a pattern such
 * as `'\d+'` or a replacement such as `'\1'` reaches its filter unharmed. In `{% %}`, in conditions and in template
 * files they are Python's: `'\n'` is a line break. That is how Ansible has it.
 */
export type Backslashes = 'kept' | 'escapes';

/** The text of a quoted string, from what stands between its quotes. `offset` is where that starts. */
export function stringValue(inner: string, backslashes: Backslashes, offset: number): string {
  const text = inner.replace(/\r\n?/g, '\n');
  if (backslashes === 'kept' || !text.includes('\\')) return text;
  return text.replace(escapePattern, (whole: string, octal?: string, hex?: string, at = 0) => {
    if (octal !== undefined) return String.fromCodePoint(Number.parseInt(octal, 8));
    if (hex !== undefined) return codePoint(hex.slice(1), offset + at);
    const named = escapes.get(whole.slice(1));
    if (named !== undefined) return named;
    if (/^\\[xuUN]/.test(whole))
      throw new Fault('syntax', `\`${whole}\` is not a whole escape`, { offset: offset + at });
    return whole;
  });
}

const escapePattern = /\\(?:([0-7]{1,3})|(x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8})|.)/gs;

const escapes: ReadonlyMap<string, string> = new Map([
  ['\n', ''],
  ['\\', '\\'],
  ["'", "'"],
  ['"', '"'],
  ['a', '\x07'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
]);

function codePoint(hex: string, offset: number): string {
  const code = Number.parseInt(hex, 16);
  if (code > 0x10ffff) throw new Fault('syntax', `U+${hex} is not a character`, { offset });
  return String.fromCodePoint(code);
}
