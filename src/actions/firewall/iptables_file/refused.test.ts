import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../model/values/json.ts';
import { NO_CONTEXT, said } from '../../../probes/said.test-kit.ts';
import { withDefaults } from '../../defaults.test-kit.ts';
import { iptablesFile as bareIptablesFile } from './action.ts';
import { CLEAN, changeOf, decide, FACTS, filter, PATH } from './host.test-kit.ts';

const iptablesFile = withDefaults(bareIptablesFile);

describe('what nobody can decide', () => {
  const drop = '*filter\n:INPUT ACCEPT [0:0]\n:FORWARD DROP [0:0]\n-A INPUT -i lo -j ACCEPT\nCOMMIT\n';
  const unknown = filter(':f2b-sshd - [0:0]', '-A INPUT -j f2b-sshd', '-A f2b-sshd -j RETURN');

  test.for<readonly [string, JsonObject, RegExp]>([
    [drop, {}, /^\/etc\/sysconfig\/iptables:3: `:FORWARD DROP`: Docker since 1\.13 sets this policy/],
    [unknown, {}, /^\/etc\/sysconfig\/iptables:4: `:f2b-sshd -`: whose the chain f2b-sshd is cannot be told/],
    [unknown, { owners: { 'f2b-sshd': 'somebody' } }, /`owners` gives the chain f2b-sshd to "somebody"/],
    [filter('-A INPUT -j NOWHERE'), { allow_undecided: true }, /iptables:4: .*jumps to NOWHERE/],
    [filter('-A INPUT -j NOWHERE'), {}, /iptables:4: .*jumps to NOWHERE/],
    [
      filter('-A INPUT -m set --match-set KUBE-X src -j ACCEPT'),
      { allow_undecided: true },
      /iptables:4: .*the set KUBE-X/,
    ],
  ])('%j with %j is refused', ([rules, params, why]) => {
    expect(decide({ rules }, params)).toEqual({
      kind: 'refused',
      why: expect.stringMatching(why),
      hint: expect.any(String),
    });
  });

  test.for<readonly [string, JsonObject]>([
    [drop, { allow_undecided: true }],
    [unknown, { allow_undecided: true }],
    [unknown, { owners: { 'f2b-sshd': 'admin' } }],
  ])('%j with %j is kept', ([rules, params]) => {
    expect(decide({ rules }, params)).toMatchObject({ kind: 'satisfied', messages: [] });
  });

  test.for<readonly [string, string]>([
    [drop, "keeps `:FORWARD DROP` of line 3, which may be Docker's"],
    [unknown, 'keeps the chain f2b-sshd, though whose it is cannot be told'],
  ])('%j: what is kept is told when something else changes', ([text, told]) => {
    const rules = text.replace('COMMIT', '-A FORWARD -i docker0 -o docker0 -j ACCEPT\nCOMMIT');
    expect(changeOf(decide({ rules }, { allow_undecided: true })).impact).toContain(told);
  });
});

test.for([
  [filter(':f2b-sshd - [0:0]', '-A INPUT -j f2b-sshd'), true],
  [filter('-A INPUT -j NOWHERE'), false],
] as const)('%j: can be kept, %j', ([rules, canStay]) => {
  const decision = decide({ rules });
  if (decision.kind !== 'refused') throw new Error(decision.kind);
  expect(decision.hint?.includes('allow_undecided: true')).toBe(canStay);
});

describe('texts that are not written', () => {
  test.for<readonly [string, JsonObject, string]>([
    ['a table that is not committed', { rules: '*filter\n:INPUT ACCEPT [0:0]\n' }, 'rules:1:1: '],
    ['a jump to nowhere', { rules: filter('-A INPUT -j NOWHERE') }, 'rules:4: '],
    ['a table in a rule', { rules: filter('-t nat -A INPUT -j ACCEPT') }, 'rules:4:'],
    ['no line end', { rules: filter().trimEnd() }, 'rules:4: '],
    ['a file that was not read', { src: 'files/none' }, 'the file files/none was not read'],
    ['a file with a mistake', { src: 'files/bad' }, 'files/bad:1:1: '],
    ['a list over the rules', { reapply: PATH }, '`reapply` names /etc/sysconfig/iptables'],
  ])('%s', ([, params, why]) => {
    expect(decide({ rules: CLEAN }, params, { 'files/bad': 'x\n' })).toEqual({
      kind: 'refused',
      why: expect.stringContaining(why),
      hint: expect.any(String),
    });
  });

  test('a file on the host that is broken is told with its place, and stays', () => {
    expect(decide({ rules: '*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -p tcp "--dport 22\nCOMMIT\n' })).toEqual({
      kind: 'refused',
      why: expect.stringMatching(/^\/etc\/sysconfig\/iptables:3:\d+: /),
      hint: expect.any(String),
    });
  });

  test('a file that is too large, or none', () => {
    const [, ...others] = ['', '', '', FACTS].map((text) =>
      said(text === '' ? 'absent\nparent /etc\n' : text),
    );
    const plan = (stat: string) => iptablesFile.plan({}, [said(stat), ...others], NO_CONTEXT);
    expect(plan(`stat 8180 0 0 20000000 1 root root 1\nreal ${PATH}\nparent /etc\n`)).toMatchObject({
      why: `${PATH} has 20000000 bytes, at most 16777216 can be cleaned`,
    });
    expect(plan(`stat 41ed 0 0 4096 2 root root 1\nreal ${PATH}\nentries none\nparent /etc\n`)).toMatchObject(
      {
        why: `${PATH} is a folder`,
      },
    );
  });
});
