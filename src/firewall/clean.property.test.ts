import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isBuiltIn } from './built-in-chains.ts';
import { cleanRules } from './clean.ts';
import { explainRules } from './explain.ts';
import { RUNS, rulesText } from './generated-rules.test-kit.ts';
import { lintRules } from './lint.ts';
import { type OwnedFixture, ownedFixtures, read } from './owned.test-kit.ts';
import { isForeign } from './owners/owner.ts';
import { ownersOf } from './owners/owners.ts';
import { readRules } from './read.ts';

/** Hosts into whose tables an administrator's rules are put; firewalld's own stand too close together for that. */
const HOSTS: readonly OwnedFixture[] = ownedFixtures().filter(
  ({ name }) => name !== 'reached' && !name.startsWith('firewalld'),
);

/** Chains of an administrator with a taste for well-known words. */
const OWN: readonly string[] = [
  'KUBERNETES-EDGE',
  'DOCKERHOST',
  'OPENSHIFT_IN',
  'calico',
  'own-1',
  'IN_public',
];

const comment = fc.constantFrom(
  '',
  ' -m comment --comment "see DOCKER docs"',
  ' -m comment --comment "firewall overrides for web"',
  ' -m comment --comment "firewall overrides"',
  ' -m comment --comment "kubernetes service portals"',
  ' -m comment --comment "cali:friends"',
  ' -m comment --comment "traffic from SDN"',
  ' -m comment --comment "-A FORWARD -j DOCKER"',
);

const condition = fc
  .tuple(
    fc.constantFrom('', ' -s 192.0.2.0/24', ' -s 172.17.0.0/16', ' ! -s 203.0.113.9/32'),
    fc.constantFrom('', ' -d 198.51.100.7/32', ' -d 10.128.0.0/14'),
    fc.constantFrom(' -i eth0', ' -i docker0', ' -i tun0', ' -i virbr0'),
    fc.constantFrom(' -p tcp -m tcp --dport 8080', ' -p udp -m udp --dport 8472'),
    fc.constantFrom('', ' -m conntrack --ctstate NEW', ' -m state --state RELATED,ESTABLISHED'),
  )
  .map((parts) => parts.join(''));

/** A rule that none of the programs would write, without its `-A CHAIN`. */
const own: fc.Arbitrary<string> = fc
  .tuple(condition, comment, fc.constantFrom('ACCEPT', 'RETURN', 'LOG', ...OWN))
  .map(([asks, says, target]) => `${asks}${says} -j ${target}`);

interface Addition {
  /** Where: a part of the table's length, and of the number of its chains. */
  readonly at: number;
  readonly into: number;
  readonly rule: string;
}

const part = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const additions: fc.Arbitrary<readonly Addition[]> = fc.array(
  fc.record({ at: part, into: part, rule: own }),
  { maxLength: 12 },
);

/** Chains of packets that came in over no interface. */
const LEAVING: ReadonlySet<string> = new Set(['OUTPUT', 'POSTROUTING']);

/** One table with the administrator's chains declared, and `added` put somewhere among its rules. */
function withAdditions(
  name: string,
  lines: readonly string[],
  added: readonly Addition[],
): readonly string[] {
  const declared = lines
    .filter((line) => line.startsWith(':'))
    .map((line) => line.slice(1).split(' ')[0] ?? '');
  const chains = [...declared.filter((chain) => isBuiltIn(name, chain)), ...OWN];
  const rules = lines.filter((line) => /^(?:\[|-A)/.test(line));
  for (const { at, into, rule } of added) {
    const chain = chains[Math.floor(into * chains.length)] ?? 'INPUT';
    const fitting = LEAVING.has(chain) ? rule.replace(' -i ', ' -o ') : rule;
    rules.splice(Math.floor(at * rules.length), 0, `-A ${chain}${fitting}`);
  }
  return [
    `*${name}`,
    ...lines.filter((line) => line.startsWith(':')),
    ...OWN.map((chain) => `:${chain} - [0:0]`),
    ...rules,
    'COMMIT',
  ];
}

/** A host's text with an administrator's rules among those of the programs. */
const mixed: fc.Arbitrary<{ readonly text: string; readonly own: readonly string[] }> = fc
  .tuple(fc.constantFrom(...HOSTS), fc.array(additions, { minLength: 5, maxLength: 5 }))
  .map(([host, added]) => {
    const tables = host.text.split(/^(?=\*)/m).filter((text) => text.startsWith('*'));
    const lines = tables.flatMap((text, index) => {
      const [head = '', ...rest] = text.split('\n');
      return withAdditions(head.slice(1).trim(), rest, added[index] ?? []);
    });
    const ofHost = new Set(
      host.owners
        .filter((line) => !/^(?:admin|installer) /.test(line))
        .map((line) => line.slice(line.indexOf(' ') + 1)),
    );
    const rules = lines.filter((line) => line.startsWith('-A') && !ofHost.has(line));
    return { text: `${lines.join('\n')}\n`, own: rules };
  });

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

test('among foreign rules every rule of the administrator is kept in its order, and nothing foreign is left', () => {
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
});

test('any text that is read is explained, and cleaned or refused, and cleaning it again changes nothing', () => {
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
    { numRuns: RUNS },
  );
});
