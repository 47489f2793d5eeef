import { pythonNumberIn } from './number.ts';
import type { Value } from './value.ts';

const words: ReadonlyMap<string, boolean> = new Map([
  ...['y', 'yes', 'on', '1', 'true', 't'].map((word) => [word, true] as const),
  ...['n', 'no', 'off', '0', 'false', 'f'].map((word) => [word, false] as const),
]);

/** What Ansible's options take for true or false; undefined: neither. */
export function booleanOf(value: Value): boolean | undefined {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'string') return words.get(value.toLowerCase().trim());
  const number = pythonNumberIn(value)?.number;
  return number === 1 ? true : number === 0 ? false : undefined;
}
