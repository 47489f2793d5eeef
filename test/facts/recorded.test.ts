import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { said } from '../../src/probes/said.test-kit.ts';
import { factDifferences } from './compare.ts';
import { factsFrom, readRecordings } from './recorded.ts';

/** Where the facts of a recorded machine are others than Ansible's, and why. */
const DIFFERENT: Readonly<Record<string, readonly string[]>> = {};

const kinds: readonly string[] = readdirSync(new URL('recorded/', import.meta.url)).map((name) =>
  name.replace(/\.json$/, ''),
);

describe.each(kinds)('%s', (kind) => {
  test.for(Object.entries(readRecordings(kind).machines))(
    '%s has the facts that Ansible tells of it',
    ([name, { params, answers, ansible }]) => {
      const ours = factsFrom(params, (words) => said(answers[words.join(' ')] ?? ''));
      const different = factDifferences(ours, ansible).map(
        ({ path, ours: here, theirs }) => `${path}: ${JSON.stringify(here)}, not ${JSON.stringify(theirs)}`,
      );
      expect(different).toEqual(DIFFERENT[name] ?? []);
    },
  );
});
