import { expect, test } from 'vitest';
import { NO_CONTEXT } from '../../../probes/said.test-kit.ts';
import { withDefaults } from '../../defaults.test-kit.ts';
import { CLEAN, fileSaid, NODE } from '../iptables_live/node.test-kit.ts';
import { told } from '../kernel-rules/round-trip.test-kit.ts';
import { iptablesLoaded as bareIptablesLoaded } from './action.ts';

const iptablesLoaded = withDefaults(bareIptablesLoaded);

/** What Docker, OpenShift and the kubelet put back after `iptables -F`: all but what nobody else knows of. */
const FLUSHED = NODE.replace(/^-A (?:INPUT|FORWARD|OS_FIREWALL_ALLOW) .*\n/gm, (line) =>
  CLEAN.includes(line) ? '' : line,
);
const SSH = '-A INPUT -p tcp -m state --state NEW -m tcp --dport 22 -j ACCEPT\n';
const lists = '*filter\n-A INPUT -s 192.0.2.1,192.0.2.2 -j ACCEPT\nCOMMIT\n';

test.for<readonly [name: string, saved: string, file: string | undefined, decision: object]>([
  ['the rules of the file run', NODE, CLEAN, { kind: 'satisfied', messages: [] }],
  ['a file with the rules of others in it', NODE, NODE, { kind: 'satisfied', messages: [] }],
  [
    'after iptables -F',
    FLUSHED,
    CLEAN,
    {
      kind: 'refused',
      why: expect.stringContaining(
        "INPUT of the table filter has lost the administrators' rules: /etc/sysconfig/iptables has 6 for it, and none runs",
      ),
      hint: expect.stringContaining('rulerun apply rulerun:limited-iptables-config'),
    },
  ],
  [
    'after iptables -F, with the rules of others in the file',
    FLUSHED,
    NODE,
    { kind: 'refused', why: expect.stringContaining('INPUT of') },
  ],
  [
    'after iptables -F, when somebody has let ssh in by hand',
    FLUSHED.replace(
      '-A INPUT -m conntrack',
      '-A INPUT -p tcp -m tcp --dport 2222 -j ACCEPT\n-A INPUT -m conntrack',
    ),
    CLEAN,
    { kind: 'refused', why: expect.stringContaining('INPUT of') },
  ],
  [
    'one rule is missing',
    NODE.replace(SSH, ''),
    CLEAN,
    {
      kind: 'satisfied',
      messages: [{ severity: 'info', text: expect.stringContaining('1 of the 6 rules') }],
    },
  ],
  ['rules that cannot be compared, in an empty chain', FLUSHED, lists, { kind: 'refused' }],
  ['rules that cannot be compared, in one that is not', NODE, lists, { kind: 'satisfied' }],
  [
    'a file of commands',
    FLUSHED,
    `*filter\n-P INPUT ACCEPT\n-I ${SSH.slice(3)}COMMIT\n`,
    { kind: 'refused' },
  ],
  ['no file', FLUSHED, undefined, { kind: 'satisfied', result: { exists: false } }],
  [
    'a file that does not load',
    FLUSHED,
    '*filter\n',
    { kind: 'satisfied', messages: [{ severity: 'warning' }] },
  ],
  [
    'a table that iptables cannot show',
    `${FLUSHED}# Table \`filter' is incompatible, use 'nft' tool.\n`,
    CLEAN,
    { kind: 'refused' },
  ],
])('%s', ([, saved, file, decision]) => {
  const answers = [told('iptables-legacy', saved), fileSaid(file)];
  expect(iptablesLoaded.plan({ path: '/etc/sysconfig/iptables' }, answers, NO_CONTEXT)).toMatchObject(
    decision,
  );
});
