import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../model/values/json.ts';
import { NO_CONTEXT, said } from '../../../probes/said.test-kit.ts';
import { withDefaults } from '../../defaults.test-kit.ts';
import { iptablesFile as bareIptablesFile } from './action.ts';
import {
  CLEAN,
  changeOf,
  decide,
  FACTS,
  filter,
  type Host,
  MOVED,
  PATH,
  POLLUTED,
  steps,
  written,
} from './host.test-kit.ts';

const iptablesFile = withDefaults(bareIptablesFile);

describe('a node of OpenShift 3.11', () => {
  const change = changeOf(decide({ rules: POLLUTED, config: 'IPTABLES_SAVE_ON_STOP="yes"\n' }));

  test('first the trial, then saving is turned off, then the files; and back the other way', () => {
    expect(steps(change)).toEqual([
      'trial',
      'write /etc/sysconfig/iptables-config',
      'write /etc/sysconfig/rulerun-reapply-ipv4',
      'write /etc/sysconfig/iptables',
    ]);
    expect(change.undo).toEqual({
      kind: 'possible',
      operations: [
        { kind: 'restore', path: '/etc/sysconfig/iptables' },
        { kind: 'restore', path: '/etc/sysconfig/rulerun-reapply-ipv4' },
        { kind: 'restore', path: '/etc/sysconfig/iptables-config' },
      ],
    });
    expect(new Set(change.preserve)).toEqual(
      new Set(change.apply.flatMap((each) => (each.kind === 'write' ? [each.path] : []))),
    );
  });

  test('becomes the file that was asked for, and the admin’s list for later', () => {
    expect(written(change)).toEqual({
      '/etc/sysconfig/iptables': CLEAN,
      '/etc/sysconfig/rulerun-reapply-ipv4': MOVED,
      '/etc/sysconfig/iptables-config': 'IPTABLES_SAVE_ON_STOP="no"\n',
    });
    expect(change.diff).toContainEqual({ kind: 'text', subject: PATH, before: POLLUTED, after: CLEAN });
  });

  test('is told in words', () => {
    expect(change.summary).toBe('clean /etc/sysconfig/iptables');
    expect(change.impact).toEqual([
      'leaves out 10 rules and 3 chains of Docker',
      'leaves out 1 chain of the kubelet’s hostport manager',
      'leaves out 20 rules and 15 chains of kube-proxy',
      'leaves out 13 rules and 5 chains of OpenShift',
      'leaves out 3 rules and 1 chain of the kubelet',
      'moves 1 rule of OPENSHIFT-ADMIN-OUTPUT-RULES to /etc/sysconfig/rulerun-reapply-ipv4, to be put back when the chain is there',
      'first loads the new text in a network namespace of its own, with iptables v1.4.21',
    ]);
  });

  test('is tried with the very text that is written', () => {
    const [trial] = change.apply;
    if (trial?.kind !== 'shell') throw new Error('no trial');
    expect(Buffer.from(trial.stdin ?? '', 'base64').toString()).toBe(CLEAN);
    expect(trial.environment).toEqual({ rr_load_with: 'iptables-restore', rr_load_prove: 'auto' });
  });
});

test.for<readonly [string, Host, JsonObject, readonly string[] | 'satisfied']>([
  ['no file', {}, {}, 'satisfied'],
  [
    'no file, and a unit that would write one',
    { config: 'IPTABLES_SAVE_ON_STOP=yes\n' },
    {},
    [`write ${PATH}-config`],
  ],
  ['a clean file', { rules: CLEAN }, {}, 'satisfied'],
  ['an empty file', { rules: '' }, {}, 'satisfied'],
  [
    'a clean file, and a unit that saves',
    { rules: CLEAN, config: 'IPTABLES_SAVE_ON_STOP=yes\n' },
    {},
    [`write ${PATH}-config`],
  ],
  [
    '… which is to go on',
    { rules: CLEAN, config: 'IPTABLES_SAVE_ON_STOP=yes\n' },
    { save_on_stop: 'keep' },
    'satisfied',
  ],
  [
    'a list for later that is there already',
    { rules: POLLUTED, reapply: MOVED },
    {},
    ['trial', `write ${PATH}`],
  ],
  [
    'nothing for later',
    { rules: `# mine\n${CLEAN.replace('[0:0]', '[1:2]')}`, reapply: 'x' },
    {},
    ['trial', `write ${PATH}`],
  ],
  [
    'another place for later',
    { rules: POLLUTED },
    { reapply: '/root//later' },
    ['trial', 'write /root/later', `write ${PATH}`],
  ],
  [
    'another file',
    { rules: POLLUTED },
    { path: '/srv/rules' },
    ['trial', 'write /etc/sysconfig/rulerun-reapply-ipv4', 'write /srv/rules'],
  ],
  ['a given text', {}, { rules: CLEAN }, ['trial', `write ${PATH}`]],
  ['a given text that is there', { rules: CLEAN }, { rules: CLEAN }, 'satisfied'],
  [
    'a given text over one that cannot be read',
    { rules: '*filter\n' },
    { rules: CLEAN },
    ['trial', `write ${PATH}`],
  ],
  ['a file of ours', { rules: POLLUTED }, { src: 'files/rules' }, ['trial', `write ${PATH}`]],
  [
    'IPv6',
    {
      rules: filter('-A INPUT -j DOCKER'),
      config: 'IPTABLES_SAVE_ON_STOP=yes\nIP6TABLES_SAVE_ON_STOP=yes\n',
    },
    { family: 'ipv6', rules: CLEAN },
    ['trial', 'write /etc/sysconfig/ip6tables-config', 'write /etc/sysconfig/ip6tables'],
  ],
  ['no trial wanted', { rules: POLLUTED, reapply: MOVED }, { prove: 'off' }, [`write ${PATH}`]],
])('%s', ([, host, params, expected]) => {
  const decision = decide(host, params, { 'files/rules': CLEAN });
  if (expected === 'satisfied') expect(decision).toMatchObject({ kind: 'satisfied' });
  else expect(steps(changeOf(decision))).toEqual(expected);
});

test('each family has its own file, program and variable', () => {
  const config = 'IPTABLES_SAVE_ON_STOP=yes\nIP6TABLES_SAVE_ON_STOP=yes\n';
  const change = changeOf(decide({ rules: POLLUTED, config }, { family: 'ipv6' }));
  expect(written(change)).toEqual({
    '/etc/sysconfig/ip6tables': CLEAN,
    '/etc/sysconfig/rulerun-reapply-ipv6': MOVED,
    '/etc/sysconfig/ip6tables-config': 'IPTABLES_SAVE_ON_STOP=yes\nIP6TABLES_SAVE_ON_STOP="no"\n',
  });
  expect(change.apply[0]).toMatchObject({ environment: { rr_load_with: 'ip6tables-restore' } });
});

test('a unit that is to go on saving is warned of', () => {
  const config = 'IPTABLES_SAVE_ON_STOP=yes\n';
  const told =
    'iptables.service writes the running rules over /etc/sysconfig/iptables when it stops: IPTABLES_SAVE_ON_STOP is `yes`';
  expect(decide({ rules: CLEAN, config }, { save_on_stop: 'keep' })).toMatchObject({
    messages: [{ severity: 'warning', text: told }],
  });
  expect(changeOf(decide({ rules: POLLUTED, config }, { save_on_stop: 'keep' })).impact).toContain(told);
  expect(decide({ rules: CLEAN, config: '' }, { save_on_stop: 'keep' })).toMatchObject({ messages: [] });
});

test('what the former list for later loses is told', () => {
  const { impact } = changeOf(decide({ rules: POLLUTED, reapply: `${MOVED}-A DOCKER-USER -j RETURN\n` }));
  expect(impact).toContain('leaves a line out of /etc/sysconfig/rulerun-reapply-ipv4 that stood in it');
});

test('a file that is missing is told of', () => {
  expect(decide({})).toEqual({
    kind: 'satisfied',
    result: { path: PATH, exists: false },
    messages: [{ severity: 'info', text: `there is no ${PATH}, so there is nothing to clean` }],
  });
});

test('a new file is for root alone, and one that is there stays whose it is', () => {
  const modes = (host: Host) =>
    changeOf(decide(host, { rules: CLEAN })).apply.flatMap((each) =>
      each.kind === 'write' ? [each.mode] : [],
    );
  expect(modes({})).toEqual(['0600']);
  expect(modes({ rules: POLLUTED })).toEqual([undefined]);
});

test('a file that was all others’ is left empty, and nothing is tried', () => {
  const change = changeOf(decide({ rules: filter(':DOCKER - [0:0]', '-A FORWARD -o docker0 -j DOCKER') }));
  expect(written(change)).toEqual({ [PATH]: '' });
  expect(steps(change)).toEqual([`write ${PATH}`]);
  expect(change.impact).toContain(
    `leaves ${PATH} empty: at the next start there are no rules of the host's own`,
  );
});

describe('the trial', () => {
  const cannot =
    'program iptables iptables v1.4.21\nrestore /sbin/iptables-restore\nnetns no Operation not permitted\n';
  const sets = filter('-A INPUT -m set --match-set office src -j ACCEPT');

  test.for<readonly [string, string, string]>([
    [cannot, CLEAN, 'no network namespace can be made: Operation not permitted'],
    ['netns yes\n', CLEAN, 'this host has no iptables-restore'],
    [FACTS, sets, 'it needs the ipset office, which a fresh network namespace does not have'],
  ])('%j: where it cannot be, that is said, or required', ([facts, rules, why]) => {
    const change = changeOf(decide({ facts }, { rules }));
    expect(steps(change)).toEqual([`write ${PATH}`]);
    expect(change.impact).toContain(`the new text is checked here and not loaded in a trial: ${why}`);
    expect(decide({ facts }, { rules, prove: 'required' })).toEqual({
      kind: 'refused',
      why: `the new text of ${PATH} cannot be proved on this host: ${why}`,
      hint: expect.any(String),
    });
  });
});

test('what is odd about a text that is as wanted is said', () => {
  const rules = filter('-A INPUT -j REJECT --reject-with icmp-host-prohibited');
  expect(decide({ rules })).toMatchObject({
    kind: 'satisfied',
    messages: [
      { severity: 'warning', text: expect.stringMatching(/^\/etc\/sysconfig\/iptables:4: .*\(FW008\)$/) },
    ],
  });
});

test('comments that are no UTF-8 keep their bytes', () => {
  const bytes = (text: string) => Buffer.from(text, 'latin1');
  const rules = filter(
    '# Zugang f\xfcr B\xfcro',
    '-A INPUT -i lo -j ACCEPT',
    '-A FORWARD -i docker0 -o docker0 -j ACCEPT',
  );
  const head = `stat 8180 0 0 ${rules.length} 1 root root 1\nreal ${PATH}\nparent /etc/sysconfig\ncontent\n`;
  const absent = said('absent\nparent /etc/sysconfig\n');
  const decision = iptablesFile.plan(
    {},
    [{ ...absent, stdout: bytes(head + rules) }, absent, absent, said(FACTS)],
    NO_CONTEXT,
  );
  const [write] = changeOf(decision).apply.filter(({ kind }) => kind === 'write');
  if (write?.kind !== 'write') throw new Error('nothing is written');
  expect(Buffer.from(write.contentBase64, 'base64').toString('latin1')).toContain(
    '# Zugang f\xfcr B\xfcro\n',
  );
});

test('reads only the file it is told to', () => {
  expect(iptablesFile.localFiles({ src: 'files/rules' })).toEqual(['files/rules']);
  expect(iptablesFile.localFiles({})).toEqual([]);
});
