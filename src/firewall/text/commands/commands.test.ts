import { expect, test } from 'vitest';
import { appended } from '../../clean/appended.ts';
import { cleanRules } from '../../clean/clean.ts';
import { lintRules } from '../../lint/lint.ts';
import { read } from '../../owned.test-kit.ts';
import { readRules } from '../read.ts';

const filter = (...lines: readonly string[]): string =>
  `*filter\n${lines.map((line) => `${line}\n`).join('')}COMMIT\n`;

/** What iptables-restore makes of the lines: chains with their policies, then the rules of each chain. */
function effect(...lines: readonly string[]): readonly string[] {
  const [table] = read(filter(...lines)).tables;
  return [
    ...(table?.chains ?? []).map(({ name, policy }) => `:${name} ${policy ?? '-'}`),
    ...(table?.rules ?? []).map(appended),
  ];
}

test.for<readonly [name: string, lines: readonly string[], effect: readonly string[]]>([
  [
    '-I puts a rule in front of all, or of the one with the number, or behind the last',
    ['-A INPUT -j b', '-I INPUT -j a', '-I INPUT 2 -j a2', '-I INPUT 4 -j c'],
    ['-A INPUT -j a', '-A INPUT -j a2', '-A INPUT -j b', '-A INPUT -j c'],
  ],
  [
    '-I of a list of addresses puts the last in front',
    ['-I INPUT -s 192.0.2.1,192.0.2.2 --destination 192.0.2.3,192.0.2.4 -j a'],
    ['-A INPUT -s 192.0.2.2,192.0.2.1 --destination 192.0.2.4,192.0.2.3 -j a'],
  ],
  [
    '-R puts a rule in the place of another',
    ['-A INPUT -j a', '-A INPUT -j b', '-R INPUT 1 -j c'],
    ['-A INPUT -j c', '-A INPUT -j b'],
  ],
  [
    '-D takes the rule with the number out',
    ['-A INPUT -j a', '-A INPUT -j b', '-D INPUT 1'],
    ['-A INPUT -j b'],
  ],
  [
    '-D takes the first of the same rules out',
    [
      '-A INPUT -p tcp -s 192.0.2.1 -j a',
      '-A INPUT -j b',
      '-A INPUT -p tcp -s 192.0.2.1 -j a',
      '-D INPUT -s 192.0.2.1/32 -p tcp -j a',
    ],
    ['-A INPUT -j b', '-A INPUT -p tcp -s 192.0.2.1 -j a'],
  ],
  ['-F empties one chain', ['-A INPUT -j a', '-A OUTPUT -j b', '-F INPUT'], ['-A OUTPUT -j b']],
  ['-N makes a chain and -X removes it', ['-N U', '-N V', '-A V -j a', '-X U'], [':V -', '-A V -j a']],
  ['-X removes all chains', ['-N U', ':V - [0:0]', '-X', '-N U'], [':U -']],
  ['-P sets a policy, whatever was set before', [':INPUT ACCEPT [0:0]', '-P INPUT DROP'], [':INPUT DROP']],
  ['a later line without a policy leaves it', ['-P INPUT DROP', ':INPUT - [0:0]'], [':INPUT DROP']],
  ['-Z changes no rule', ['[1:2] -A INPUT -j a', '-Z'], ['-A INPUT -j a']],
])('%s', ([, lines, wanted]) => {
  expect(effect(...lines)).toEqual(wanted);
});

test.for<readonly [name: string, code: string, lines: readonly string[]]>([
  [
    'a number behind a list of addresses',
    'uncountable',
    ['-A INPUT -s 192.0.2.1,192.0.2.2', '-I INPUT 2 -j a'],
  ],
  ['a number behind the name of a host', 'uncountable', ['-A INPUT -s web', '-D INPUT 2']],
  [
    'a number behind a rule of one family',
    'uncountable',
    ['-A INPUT -6 -j a', '-A INPUT -j b', '-D INPUT 2'],
  ],
  [
    '-D of a list of addresses',
    'several-rules',
    ['-A INPUT -s 192.0.2.1', '-D INPUT -s 192.0.2.1,192.0.2.2'],
  ],
  [
    '-D of a rule that a list before it may hold',
    'no-such-rule',
    ['-A INPUT -s 192.0.2.1,192.0.2.2 -j a', '-A INPUT -s 192.0.2.1 -j a', '-D INPUT -s 192.0.2.1 -j a'],
  ],
  [
    '-D of a rule that is written in another way before',
    'no-such-rule',
    ['-A INPUT -p tcp --dport 80', '-A INPUT -p tcp -m tcp --dport 80', '-D INPUT -p tcp -m tcp --dport 80'],
  ],
  ['-X of a chain that is built in', 'built-in-chain', ['-X INPUT']],
  ['-Z of a rule that is not there', 'rule-number', ['-Z INPUT 1']],
  ['a chain with rules that is declared again', 'chain-declared-twice', [':U -', '-A U -j a', ':U -']],
  ['-X of all, behind a policy that refuses', 'policy-lost', [':INPUT DROP', '-X']],
  ['-Z of all, behind a policy that refuses', 'policy-lost', ['-P INPUT DROP', '-Z']],
  ['-Z of a chain whose policy refuses', 'policy-lost', ['-P INPUT DROP', '-A INPUT -j a', '-Z INPUT']],
  ['-F of all, behind a rule', 'flush-of-all', ['-A INPUT -j a', '-F']],
])('where the meaning would be lost: %s is refused at its line', ([, code, lines]) => {
  const { value, diagnostics } = readRules(filter(...lines), 'rules');
  expect(value).toBeUndefined();
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  expect(errors.map((each) => [each.code, each.at.line])).toEqual([[code, lines.length + 1]]);
  expect(errors[0]?.hint).toBeDefined();
});

test('a text that changes itself too often is refused, not read for ever', () => {
  const lines = Array.from({ length: 15_000 }, (_, index) => `-I INPUT -m mark --mark ${index}`);
  const codes = readRules(filter(...lines), 'rules').diagnostics.map(({ code }) => code);
  expect(codes).toEqual(['too-many-commands']);
});

const MIXED = filter(
  ':INPUT ACCEPT [5:6]',
  '# the default',
  '-P INPUT DROP',
  '-N own',
  ':KUBE-FIREWALL - [0:0]',
  '-A INPUT -j REJECT',
  '# ssh first',
  '-I INPUT -p tcp --dport 22 -j ACCEPT',
  '-I INPUT 2 -j KUBE-FIREWALL',
  '-I INPUT 3 -i lo -j own',
  '-A KUBE-FIREWALL -m comment --comment "kubernetes firewall for dropping marked packets" -m mark --mark 0x8000/0x8000 -j DROP',
  '# and this is for nobody',
);

test('cleaning counts anew: without the rules of programs, what is left is written in the order in which it takes effect', () => {
  expect(cleanRules(read(MIXED)).text).toBe(
    filter(
      '# the default',
      ':INPUT DROP [0:0]',
      ':own - [0:0]',
      '# ssh first',
      '-A INPUT -p tcp --dport 22 -j ACCEPT',
      '-A INPUT -i lo -j own',
      '-A INPUT -j REJECT',
      '# and this is for nobody',
    ),
  );
});

test('cleaning leaves the commands of a table alone of which nothing goes', () => {
  const text = filter(
    '# mine',
    '-P INPUT DROP',
    '',
    '-N own',
    '-A INPUT -j own',
    '-I INPUT 1 -i lo -j ACCEPT',
    '-D INPUT 2',
    '-A own -j DROP',
  );
  expect(cleanRules(read(text)).text).toBe(text);
});

test.for<readonly [name: string, lines: readonly string[], found: readonly (readonly [string, number])[]]>([
  [
    'a rule that comes before the REJECT by its command',
    ['-A INPUT -j REJECT', '-I INPUT -p tcp --dport 22 -j ACCEPT'],
    [],
  ],
  ['a policy that refuses', ['-P INPUT DROP'], [['FW008', 2]]],
  ['a policy that was DROP for a while', ['-P FORWARD DROP', '-P FORWARD ACCEPT', '-A INPUT -j ACCEPT'], []],
  ['a jump before the chain', ['-A INPUT -j own', '-N own', '-A own -j ACCEPT'], [['FW003', 2]]],
  [
    'a jump that is taken out again',
    ['-N own', '-A own -j ACCEPT', '-A INPUT -j nowhere', '-D INPUT 1'],
    [['FW003', 4]],
  ],
  [
    'a chain of a program',
    ['-N KUBE-FIREWALL', '-I INPUT -j KUBE-FIREWALL'],
    [
      ['FW002', 2],
      ['FW002', 3],
    ],
  ],
])('lint goes by what the commands come to: %s', ([, lines, found]) => {
  expect(lintRules(read(filter(...lines))).map(({ id, line }) => [id, line])).toEqual(found);
});
