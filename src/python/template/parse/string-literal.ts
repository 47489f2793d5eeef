import { unescaped } from '../../escapes.ts';
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
  if (backslashes === 'kept') return text;
  const read = unescaped(text);
  if (read.ok) return read.text;
  const [, digits] = /^\\[uUx]([\da-fA-F]+)$/.exec(read.broken) ?? [];
  const what =
    digits === undefined ? `\`${read.broken}\` is not a whole escape` : `U+${digits} is not a character`;
  throw new Fault('syntax', what, { offset: offset + read.offset });
}
