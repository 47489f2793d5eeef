import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../model/values/json.ts';
import { withDefaults } from '../../defaults.test-kit.ts';
import { changeOf, decideOn } from '../kernel-rules/round-trip.test-kit.ts';
import { iptablesLive as bareIptablesLive } from './action.ts';
import { CLEAN, fileSaid, NODE } from './node.test-kit.ts';

const iptablesLive = withDefaults(bareIptablesLive);

const IPV4 = { backend: 'legacy', family: 'ipv4' } as const;

const decide = (saved: string, params: JsonObject, file?: string) =>
  decideOn(IPV4, saved, iptablesLive, params, 'from_file' in params ? [fileSaid(file)] : []);
const fromFile = (saved: string, file: string | undefined, more: JsonObject = {}) =>
  decide(saved, { from_file: '/etc/sysconfig/iptables', ...more }, file);

/** What goes out of and into each chain, as `-RULE` and `+RULE`, in the order of the texts. */
function edits(decision: ReturnType<typeof decide>): readonly string[] {
  return changeOf(decision).diff.flatMap((diff) => {
    if (diff.kind !== 'text') throw new Error(diff.kind);
    const lines = (text: string | undefined) => (text ?? '').split('\n').filter((line) => line !== '');
    const [before, after] = [lines(diff.before), lines(diff.after)];
    return [
      ...before.filter((line) => !after.includes(line)).map((line) => `-${line}`),
      ...after.flatMap((line, index) =>
        before.includes(line) ? [] : [`+${line} (before ${after[index + 1] ?? 'nothing'})`],
      ),
    ];
  });
}

const without = (text: string, line: string) => text.replace(`${line}\n`, '');
const SSH = '-A INPUT -p tcp -m state --state NEW -m tcp --dport 22 -j ACCEPT';
const ALLOW = '-A INPUT -j OS_FIREWALL_ALLOW';
const REJECT = '-A INPUT -j REJECT --reject-with icmp-host-prohibited';

describe('a node and its file', () => {
  test('the clean file is what runs', () => {
    expect(fromFile(NODE, CLEAN)).toMatchObject({ kind: 'satisfied', messages: [] });
  });

  test('so is the file before it was cleaned, and what others have in it is left out', () => {
    const decision = fromFile(NODE, NODE);
    expect(decision).toMatchObject({ kind: 'satisfied' });
    expect(JSON.stringify(decision)).toContain('of others in /etc/sysconfig/iptables left out');
  });

  test('one rule is missing', () => {
    expect(edits(fromFile(without(NODE, SSH), CLEAN))).toEqual([`+${SSH} (before ${ALLOW})`]);
  });

  test('the file has one more', () => {
    const more = '-A INPUT -p tcp -m tcp --dport 9100 -j ACCEPT';
    expect(edits(fromFile(NODE, CLEAN.replace(REJECT, `${more}\n${REJECT}`)))).toEqual([
      `+${more} (before ${REJECT})`,
    ]);
  });

  test('a file of commands means what they come to, also for a chain that it does not declare', () => {
    const first = '-A INPUT -s 192.0.2.9 -j DROP';
    const file = `*filter\n-P FORWARD ACCEPT\n${REJECT}\n-I INPUT -s 192.0.2.9 -j DROP\n-A INPUT -j LOG\n-D INPUT 3\nCOMMIT\n`;
    const bare = '*filter\n:INPUT ACCEPT [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\nCOMMIT\n';
    expect(edits(fromFile(bare, file))).toEqual([
      `+${first} (before ${REJECT})`,
      `+${REJECT} (before nothing)`,
    ]);
  });

  test('the final REJECT goes behind everybody', () => {
    const bare = NODE.replaceAll(/^-A (INPUT|FORWARD) -j REJECT.*\n/gm, '');
    expect(edits(fromFile(bare, CLEAN))).toEqual([
      `+${REJECT} (before nothing)`,
      '+-A FORWARD -j REJECT --reject-with icmp-host-prohibited (before nothing)',
    ]);
  });

  test('after a flush of the filter table all of it comes back, the chain first', () => {
    const flushed = '*filter\n:INPUT ACCEPT [0:0]\n:FORWARD ACCEPT [0:0]\n:OUTPUT ACCEPT [0:0]\nCOMMIT\n';
    const change = changeOf(fromFile(flushed, CLEAN));
    expect(
      change.apply.map(
        (operation) => 'script' in operation && operation.script.split('\n', 1)[0]?.slice(0, 53),
      ),
    ).toEqual([
      '# iptables-legacy -w -t filter -N OS_FIREWALL_ALLOW',
      '# iptables-legacy -w -t filter -I OS_FIREWALL_ALLOW 1',
      '# iptables-legacy -w -t filter -I INPUT 1 -m state --',
      '# iptables-legacy -w -t filter -I FORWARD 1 -j REJECT',
    ]);
    expect(change.undo).toMatchObject({ kind: 'possible', operations: { length: 4 } });
  });

  test('a rule that is not in the file stays, and is said; or goes', () => {
    const file = without(CLEAN, SSH);
    const kept = fromFile(NODE, file);
    expect(kept).toMatchObject({ kind: 'satisfied' });
    expect(JSON.stringify(kept)).toContain('one rule of INPUT not wanted, and left in');
    expect(edits(fromFile(NODE, file, { remove_unwanted: true }))).toEqual([`-${SSH}`]);
  });

  test('an empty chain of the file empties the administrator’s part only', () => {
    const file = '*filter\n:FORWARD ACCEPT [0:0]\nCOMMIT\n';
    expect(edits(fromFile(NODE, file, { remove_unwanted: true }))).toEqual([
      '--A FORWARD -j REJECT --reject-with icmp-host-prohibited',
    ]);
  });
});

test.for<readonly [string, string, string, readonly string[]]>([
  ['as wanted', NODE, CLEAN, []],
  [
    'the file is stricter',
    NODE,
    CLEAN.replace(':INPUT ACCEPT', ':INPUT DROP'),
    [
      'the policy of INPUT is ACCEPT, not DROP, and left so: `iptables-legacy -w -t filter -P INPUT DROP` sets it',
    ],
  ],
  [
    'the file is laxer',
    NODE.replaceAll(':OUTPUT ACCEPT', ':OUTPUT DROP'),
    CLEAN,
    [
      'the policy of OUTPUT is DROP, not ACCEPT, and left so: `iptables-legacy -w -t filter -P OUTPUT ACCEPT` sets it',
    ],
  ],
  ['Docker has set FORWARD', NODE.replace(':FORWARD ACCEPT', ':FORWARD DROP'), CLEAN, []],
  [
    'the kernel has no such table',
    NODE,
    `${CLEAN}*raw\n:OUTPUT DROP [0:0]\nCOMMIT\n`,
    [
      'the policy of OUTPUT is ACCEPT, not DROP, and left so: `iptables-legacy -w -t raw -P OUTPUT DROP` sets it',
    ],
  ],
])('policies are not touched, and said when they differ: %s', ([, running, file, notes]) => {
  const decision = fromFile(running, file);
  expect(decision).toMatchObject({ kind: 'satisfied' });
  const said = decision.kind === 'satisfied' ? decision.messages.map(({ text }) => text) : [];
  expect(said.filter((text) => text.includes('policy'))).toEqual(notes);
});

test('every table of the file is looked at, or the one that is named', () => {
  const file = `${CLEAN}*nat\n:PREROUTING ACCEPT [0:0]\n-A PREROUTING -p tcp -m tcp --dport 8080 -j REDIRECT --to-ports 80\nCOMMIT\n`;
  expect(edits(fromFile(NODE, file))).toEqual([
    '+-A PREROUTING -p tcp -m tcp --dport 8080 -j REDIRECT --to-ports 80 (before nothing)',
  ]);
  expect(fromFile(NODE, file, { table: 'filter' })).toMatchObject({ kind: 'satisfied' });
});

describe('rules of each chain', () => {
  test.for<readonly [string, JsonObject, readonly string[]]>([
    [
      'before the final REJECT',
      { INPUT: ['-p tcp --dport 9100 -j ACCEPT'] },
      [`+-A INPUT -p tcp --dport 9100 -j ACCEPT (before ${REJECT})`],
    ],
    [
      'behind the one that comes first',
      { INPUT: ['-i lo -j ACCEPT', '-p tcp --dport 9100 -j ACCEPT'] },
      [`+-A INPUT -p tcp --dport 9100 -j ACCEPT (before ${SSH})`],
    ],
    [
      'a chain and the way there',
      { MONITORING: ['-s 192.0.2.7 -j ACCEPT'], INPUT: ['-p tcp --dport 9100 -j MONITORING'] },
      [
        '+-A MONITORING -s 192.0.2.7 -j ACCEPT (before nothing)',
        `+-A INPUT -p tcp --dport 9100 -j MONITORING (before ${REJECT})`,
      ],
    ],
    ['another order', { INPUT: ['-i lo -j ACCEPT', '-p icmp -j ACCEPT'] }, []],
  ])('%s', ([, rules, wanted]) => {
    expect(edits(decide(NODE, { rules }))).toEqual(wanted);
  });

  test('what is there as a rule of another owner is left to that', () => {
    const decision = decide(NODE, { rules: { FORWARD: ['-i docker0 -o docker0 -j ACCEPT'] } });
    expect(decision).toMatchObject({ kind: 'satisfied' });
    expect(JSON.stringify(decision)).toContain("one rule of FORWARD there as somebody else's");
  });

  test('a rule that there twice is put in once', () => {
    const decision = decide(NODE, {
      rules: { INPUT: ['-p udp --dport 1 -j DROP', '-p 17 --dport 1 -j DROP'] },
    });
    expect(edits(decision)).toHaveLength(1);
    expect(changeOf(decision).impact).toEqual(
      expect.arrayContaining([expect.stringContaining('there twice')]),
    );
  });
});

test.for<readonly [JsonObject, string | undefined, string]>([
  [
    { rules: { DOCKER: ['-j DROP'] } },
    undefined,
    "the chain DOCKER is not the administrator's but that of Docker",
  ],
  [{ rules: { 'DOCKER-USER': ['-j DROP'] } }, undefined, 'the name DOCKER-USER is one of other software'],
  [{ rules: { 'OPENSHIFT-ADMIN-OUTPUT-RULES': [] } }, undefined, 'not the administrator'],
  [{ rules: { INPUT: ['-j NOWHERE'] } }, undefined, 'INPUT: a rule leads to NOWHERE'],
  [{ rules: { INPUT: 'x' } }, undefined, 'the rules of INPUT must be a list of texts'],
  [{ rules: { 'A B': [] } }, undefined, '`A B` is no name of a chain'],
  [{ rules: { INPUT: ['-p tcp --dport nonsense'] } }, undefined, 'rule 1 of INPUT has the port nonsense'],
  [{ from_file: '/etc/sysconfig/iptables' }, undefined, '/etc/sysconfig/iptables does not exist'],
  [
    { from_file: '/etc/sysconfig/iptables' },
    '*filter\n-A INPUT -j DROP\n',
    '/etc/sysconfig/iptables:1:1: the table',
  ],
])('%#: refused', ([params, file, why]) => {
  const decision = decide(NODE, params, file);
  expect(decision).toMatchObject({
    kind: 'refused',
    why: expect.stringContaining(why),
    hint: expect.any(String),
  });
});

test('without the program nothing can be done', () => {
  const decision = iptablesLive.plan(
    { rules: {} },
    [
      { exitCode: 0, stdout: new Uint8Array(), stderr: new Uint8Array(), droppedBytes: 0 },
      fileSaid(undefined),
    ],
    { baseline: undefined, files: new Map(), undo: undefined, irreversible: false },
  );
  expect(decision).toMatchObject({ kind: 'refused', why: 'this host has no iptables' });
});
