import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RUN_TIME, RUNS, rulesText } from '../generated-rules.test-kit.ts';
import { readRules } from '../text/read.ts';
import type { RulesText } from '../text/rules.ts';
import { commonInOrder } from './common-order.ts';
import { differenceOfRules, type TableDifference } from './difference.ts';
import { printDifference } from './print-difference.ts';
import { ruleKey } from './same-rule.ts';

function read(text: string): RulesText {
  return readRules(text, 'rules').value ?? { lines: [], tables: [] };
}

function filter(...lines: readonly string[]): string {
  return `*filter\n${lines.map((line) => `${line}\n`).join('')}COMMIT\n`;
}

function printed(before: string, after: string): string {
  return printDifference(differenceOfRules(read(before), read(after)), { before: 'saved', after: 'running' });
}

const accept = (port: number): string => `-A INPUT -p tcp -m tcp --dport ${port} -j ACCEPT`;

test('counters, comment lines and ways of writing are no difference', () => {
  const before = '# Generated\n*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -s 192.0.2.1 -j ACCEPT\nCOMMIT\n';
  const after =
    '\n*filter\n:INPUT ACCEPT [7:9]\n[1:2] -A INPUT --source 192.0.2.1/32 -j ACCEPT\nCOMMIT\n# Completed\n';
  expect(differenceOfRules(read(before), read(after))).toEqual([]);
  expect(printed(before, after)).toBe('');
});

test('rules that came, went and moved, policies, and chains', () => {
  const before = filter(
    ':INPUT ACCEPT',
    ':OLD -',
    ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map(accept),
    '-A OLD -j DROP',
  );
  const after = filter(
    ':INPUT DROP',
    ':NEW -',
    ...[3, 2, 4, 5, 6, 7, 8, 9, 10].map(accept),
    '-A NEW -j DROP',
  );
  expect(printed(before, after)).toMatchInlineSnapshot(`
    "--- saved
    +++ running
     *filter
    -:INPUT ACCEPT
    +:INPUT DROP
    @@ -1,9 +1,9 @@ filter INPUT
    --A INPUT -p tcp -m tcp --dport 1 -j ACCEPT
    --A INPUT -p tcp -m tcp --dport 2 -j ACCEPT
    \\ moved to rule 2
     -A INPUT -p tcp -m tcp --dport 3 -j ACCEPT
    +-A INPUT -p tcp -m tcp --dport 2 -j ACCEPT
    \\ moved from rule 2
     -A INPUT -p tcp -m tcp --dport 4 -j ACCEPT
     -A INPUT -p tcp -m tcp --dport 5 -j ACCEPT
     -A INPUT -p tcp -m tcp --dport 6 -j ACCEPT
     -A INPUT -p tcp -m tcp --dport 7 -j ACCEPT
     -A INPUT -p tcp -m tcp --dport 8 -j ACCEPT
     -A INPUT -p tcp -m tcp --dport 9 -j ACCEPT
    +-A INPUT -p tcp -m tcp --dport 10 -j ACCEPT
    +:NEW -
    @@ -0,0 +1,1 @@ filter NEW
    +-A NEW -j DROP
    -:OLD -
    @@ -1,1 +0,0 @@ filter OLD
    --A OLD -j DROP
    "
  `);
});

test('of several rules that are the same, the first moves to where the first is', () => {
  const others = [1, 2, 3].map(accept);
  const text = printed(filter(accept(9), accept(9), ...others), filter(...others, accept(9), accept(9)));
  const notes = text.split('\n').filter((line) => line.startsWith('\\'));
  expect(notes).toEqual(
    ['moved to rule 4', 'moved to rule 5', 'moved from rule 1', 'moved from rule 2'].map(
      (note) => `\\ ${note}`,
    ),
  );
});

test('a table that only one text has', () => {
  const nat = '*nat\n:POSTROUTING ACCEPT [0:0]\n-A POSTROUTING -j MASQUERADE\nCOMMIT\n';
  expect(printed(filter(), filter() + nat)).toMatchInlineSnapshot(`
    "--- saved
    +++ running
    +*nat
    +:POSTROUTING ACCEPT
    @@ -0,0 +1,1 @@ nat POSTROUTING
    +-A POSTROUTING -j MASQUERADE
    "
  `);
  expect(printed(nat, '')).toMatchInlineSnapshot(`
    "--- saved
    +++ running
    -*nat
    -:POSTROUTING ACCEPT
    @@ -1,1 +0,0 @@ nat POSTROUTING
    --A POSTROUTING -j MASQUERADE
    "
  `);
  expect(printed('*nat\nCOMMIT\n', '')).toBe('--- saved\n+++ running\n-*nat\n');
});

test('of a table that stands twice the last one counts', () => {
  expect(printed(filter(accept(1)) + filter(accept(2)), filter(accept(2)))).toBe('');
});

test('changes that are far apart have hunks of their own', () => {
  const ports = Array.from({ length: 30 }, (_, index) => index + 1);
  const before = filter(...ports.map(accept));
  const after = filter(...ports.filter((port) => port !== 5 && port !== 11 && port !== 25).map(accept));
  const heads = printed(before, after)
    .split('\n')
    .filter((line) => line.startsWith('@@'));
  expect(heads).toEqual(['@@ -2,13 +2,11 @@ filter INPUT', '@@ -22,7 +20,6 @@ filter INPUT']);
});

/** What `differences` make of the rules of `before`. */
function applied(
  before: RulesText,
  differences: readonly TableDifference[],
): ReadonlyMap<string, readonly string[]> {
  const content = contentOf(before);
  for (const { table, kind, chains } of differences) {
    for (const { chain, rules, policy, ...difference } of chains) {
      const place = `${table} ${chain}`;
      const was = rules.flatMap((change) =>
        'before' in change && change.kind !== 'moved-here' ? [ruleKey(change.before)] : [],
      );
      expect(was).toEqual((content.get(place) ?? []).slice(1));
      const is = rules.flatMap((change) =>
        'after' in change && change.kind !== 'moved-away' ? [ruleKey(change.after)] : [],
      );
      const [old = 'undefined'] = content.get(place) ?? [];
      if (kind === 'removed' || difference.kind === 'removed') content.delete(place);
      else content.set(place, [policy === undefined ? old : String(policy.after), ...is]);
    }
  }
  return content;
}

/** Policy and rules of every chain that has one of them. */
function contentOf(rules: RulesText): Map<string, readonly string[]> {
  const content = new Map<string, readonly string[]>();
  for (const { name, chains, rules: all } of rules.tables) {
    for (const chain of chains) content.set(`${name} ${chain.name}`, [String(chain.policy)]);
    for (const rule of all) {
      const place = `${name} ${rule.chain}`;
      content.set(place, [...(content.get(place) ?? ['undefined']), ruleKey(rule)]);
    }
  }
  return content;
}

/** A chain that is built in is there in any case. */
function withoutEmpty(
  content: ReadonlyMap<string, readonly string[]>,
): ReadonlyMap<string, readonly string[]> {
  return new Map(
    [...content].filter(
      ([place, [policy, ...rules]]) => place.includes(' U') || policy !== 'undefined' || rules.length > 0,
    ),
  );
}

test('the difference, applied to the one text, gives the other', RUN_TIME, () => {
  fc.assert(
    fc.property(rulesText, rulesText, (one, other) => {
      const [before, after] = [read(one), read(other)];
      const differences = differenceOfRules(before, after);
      expect(withoutEmpty(applied(before, differences))).toEqual(withoutEmpty(contentOf(after)));
      expect(differenceOfRules(after, after)).toEqual([]);
      for (const { table, chains } of differences) {
        const rules = after.tables.find(({ name }) => name === table)?.rules ?? [];
        for (const { chain, rules: changes } of chains) {
          const lines = changes.flatMap((change) =>
            'after' in change && change.kind !== 'moved-away' ? [change.after.line] : [],
          );
          expect(lines).toEqual(rules.filter((rule) => rule.chain === chain).map(({ line }) => line));
        }
      }
    }),
    { numRuns: RUNS },
  );
});

/** The length of the longest common subsequence, the slow way. */
function longest(before: readonly string[], after: readonly string[]): number {
  let row = new Array<number>(after.length + 1).fill(0);
  for (const text of before) {
    const next = [0];
    for (const [index, other] of after.entries()) {
      next.push(text === other ? (row[index] ?? 0) + 1 : Math.max(row[index + 1] ?? 0, next[index] ?? 0));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

test('what two lists have in common is in the order of both, and the most there can be', RUN_TIME, () => {
  const list = fc.oneof(
    fc.array(fc.constantFrom(...'abcde'), { maxLength: 30 }),
    fc.shuffledSubarray([...'abcdefghijklmnopqrstuvwxyz']),
  );
  fc.assert(
    fc.property(list, list, (before, after) => {
      const pairs = commonInOrder(before, after);
      expect(pairs.length).toBe(longest(before, after));
      expect(pairs.every(([a, b]) => before[a] === after[b])).toBe(true);
      expect(
        pairs.every(
          ([a, b], index) =>
            index === 0 || (a > (pairs[index - 1]?.[0] ?? a) && b > (pairs[index - 1]?.[1] ?? b)),
        ),
      ).toBe(true);
    }),
    { numRuns: RUNS },
  );
});

test('long lists with little in common are compared in bounded steps', () => {
  const before = Array.from({ length: 10_000 }, (_, index) => `${index % 97}`);
  const after = Array.from({ length: 10_000 }, (_, index) => `${(index * index) % 89}`);
  const anchors = ['first', 'last'];
  const pairs = commonInOrder(['first', ...before, 'last'], [...anchors.slice(0, 1), ...after, 'last']);
  expect(pairs[0]).toEqual([0, 0]);
  expect(pairs.at(-1)).toEqual([10_001, 10_001]);
});
