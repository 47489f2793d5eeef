import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RUN_TIME, RUNS, rulesText } from '../generated-rules.test-kit.ts';
import { lintRules } from '../lint/lint.ts';
import { mixed } from '../mixed-rules.test-kit.ts';
import { read } from '../owned.test-kit.ts';
import { explainRules } from '../owners/explain.ts';
import { isForeign } from '../owners/owner.ts';
import { ownersOf } from '../owners/owners.ts';
import { readRules } from '../text/read.ts';
import { cleanRules } from './clean.ts';

/** The rules chain by chain, equal neighbours once. */
function byChain(rules: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const chains = new Map<string, readonly string[]>();
  for (const rule of rules) {
    const chain = rule.split(' ')[1] ?? '';
    const before = chains.get(chain) ?? [];
    if (before.at(-1) !== rule) chains.set(chain, [...before, rule]);
  }
  return chains;
}

test(
  'among foreign rules every rule of the administrator is kept in its order, and nothing foreign is left',
  RUN_TIME,
  () => {
    fc.assert(
      fc.property(mixed, ({ text, own }) => {
        const { text: cleaned, moved, refused } = cleanRules(read(text));
        expect(refused).toEqual([]);
        const { value, diagnostics } = readRules(cleaned ?? '', 'cleaned');
        expect(diagnostics).toEqual([]);
        if (value === undefined || cleaned === undefined) throw new Error('not read');

        const kept = cleaned.split('\n').filter((line) => line.startsWith('-A'));
        const expected = byChain(own);
        const found = byChain([...kept, ...moved.map((rule) => rule.text)]);
        expect([...found].sort()).toEqual([...expected].sort());

        const owners = ownersOf(value).tables.flatMap(({ rules, chains }) =>
          [...rules, ...chains].map(({ owner }) => owner),
        );
        expect(owners.filter(isForeign)).toEqual([]);
        expect(cleanRules(value).text).toBe(cleaned);
      }),
      { numRuns: RUNS },
    );
  },
);

test(
  'any text that is read is explained, and cleaned or refused, and cleaning it again changes nothing',
  RUN_TIME,
  () => {
    fc.assert(
      fc.property(rulesText, (text) => {
        const { value } = readRules(text, 'any');
        if (value === undefined) return;
        const lines = value.lines.length;
        for (const { line } of [...lintRules(value), ...explainRules(value)])
          expect(line).toBeLessThanOrEqual(lines);
        const { text: cleaned, refused } = cleanRules(value);
        expect(cleaned === undefined).toBe(refused.length > 0);
        if (cleaned === undefined) return;
        expect(cleanRules(read(cleaned)).text).toBe(cleaned);
      }),
      {
        numRuns: RUNS,
        // A comment that is a blank, but none to iptables.
        examples: [['*filter\n:INPUT ACCEPT [0:0]\n[0:0] -A INPUT -m comment --comment \u3000\nCOMMIT\n']],
      },
    );
  },
);
