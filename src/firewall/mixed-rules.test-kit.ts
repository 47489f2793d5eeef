import fc from 'fast-check';
import { type OwnedFixture, ownedFixtures } from './owned.test-kit.ts';
import { isBuiltIn } from './text/built-in-chains.ts';

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
export const mixed: fc.Arbitrary<{ readonly text: string; readonly own: readonly string[] }> = fc
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

/** The same with some lines written as commands, as somebody does who edits by hand. */
export const mixedWithCommands: fc.Arbitrary<string> = fc
  .tuple(mixed, fc.array(fc.nat({ max: 9 }), { minLength: 60, maxLength: 60 }))
  .map(([{ text }, choices]) => {
    const lines = text.split('\n');
    return lines.map((line, index) => asCommand(line, choices[index % choices.length] ?? 0)).join('\n');
  });

function asCommand(line: string, choice: number): string {
  const [, chain = '', rest = ''] = /^-A (\S+)(.*)$/.exec(line) ?? [];
  if (chain !== '') return ruleAsCommand(line, chain, rest, choice);
  if (choice > 4) return line;
  const [, name = '', policy = ''] = /^:(\S+) (\S+)/.exec(line) ?? [];
  if (name === '') return line;
  return policy === '-' ? `-N ${name}` : `${line}\n-P ${name} ${policy}`;
}

function ruleAsCommand(line: string, chain: string, rest: string, choice: number): string {
  switch (choice) {
    case 0:
      return `-I ${chain}${rest}`;
    case 1:
      return `-I ${chain} 1${rest}`;
    case 2:
      return `-I ${chain}${rest}\n-D ${chain} 1\n${line}`;
    case 3:
      return `${line}\n-I ${chain} 2${rest}`;
    default:
      return line;
  }
}
