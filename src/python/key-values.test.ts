import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { splitKeyValues } from './key-values.ts';

/** What ansible-core makes of a text; key-values-fixtures.py asked it. */
interface Answer {
  readonly text: string;
  readonly error?: true;
  readonly pairs?: Readonly<Record<string, string>>;
  readonly words?: true;
}

const answers = JSON.parse(
  readFileSync(new URL('key-values.fixtures.json', import.meta.url), 'utf8'),
) as readonly Answer[];

test.for(answers)('$text', ({ text, error, pairs, words }) => {
  const split = splitKeyValues(text);
  expect(split.ok).toBe(error !== true);
  if (!split.ok) return;
  const found = split.words.flatMap((word) => (word.kind === 'pair' ? [[word.key, word.value]] : []));
  expect(Object.fromEntries(found)).toEqual(pairs);
  expect(split.words.some((word) => word.kind === 'word')).toBe(words === true);
});
