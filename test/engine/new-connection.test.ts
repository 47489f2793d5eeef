import { expect, test } from 'vitest';
import { mayCutAccess } from '../../src/engine/act/cuts-access.ts';
import type { Operation } from '../../src/model/operation.ts';
import type { Failure } from '../../src/model/run/failure.ts';
import { poke, set } from './model-actions.ts';
import { type ModelHost, modelHost } from './model-host.ts';
import { plan } from './model-plan.ts';
import { applied } from './model-run.ts';

const dropNew = [set, { key: 'firewall', value: 'drop' }] as const;
const REFUSALS: readonly (readonly [why: string, failure: Failure, tries: number])[] = [
  ['connection refused', { kind: 'unreachable', address: 'model', cause: 'connection refused' }, 5],
  ['no answer', { kind: 'timeout', what: 'connecting', limitMs: 10_000 }, 5],
  ['was not let in', { kind: 'unauthenticated', user: 'ops', tried: ['a key'], hint: '' }, 1],
  ['cannot become root', { kind: 'become', user: 'root', why: 'sudo said no', hint: '' }, 1],
  ['is not trusted', { kind: 'untrusted-host-key', address: 'model', why: 'another key', hint: '' }, 5],
];

/** Takes new connections until something sets `firewall`. */
function closing(failure: Failure, more: Parameters<typeof modelHost>[0] = {}): ModelHost {
  return modelHost({ ...more, refuses: (state) => (state.get('firewall') === 'drop' ? failure : undefined) });
}

const connects = (host: ModelHost): number => host.calls.filter((call) => call === 'connect').length;

test.for(REFUSALS)(
  'a host that is changed and then takes no new connection (%s) goes back over the old one',
  async ([why, failure, tries]) => {
    const h = closing(failure);
    const run = await applied(plan({ batches: [['h']], tasks: [dropNew] }), { h });
    expect(run).toMatchObject({ exitCode: 5, outcomes: { h: 'rolled-back' } });
    expect(run.whys['h']).toMatch(/^takes no new connection/);
    expect(run.whys['h']).toContain(why === 'no answer' ? 'took longer than 10 s' : why);
    expect(run.events.filter(({ type }) => type === 'host.failed')).toHaveLength(1);
    expect(h.state.size).toBe(0);
    // The one to begin with, those that were refused, and the one that shows that the host is open again.
    expect(connects(h)).toBe(1 + tries + 1);
  },
);

test('a host that needs a moment to take connections again is confirmed', async () => {
  let refusals = 2;
  const h = modelHost({
    refuses: (state) => {
      if (!state.has('sshd') || refusals === 0) return undefined;
      refusals -= 1;
      return { kind: 'unreachable', address: 'model', cause: 'connection refused' };
    },
  });
  const run = await applied(plan({ batches: [['h']], tasks: [[set, { key: 'sshd', value: 'new' }]] }), { h });
  expect(run).toMatchObject({ exitCode: 0, outcomes: { h: 'changed' } });
});

test('a host that is rolled back and still takes no new connection is not called so', async () => {
  const h = closing(
    { kind: 'unreachable', address: 'model', cause: 'no route' },
    { broken: new Set(['b']), stubborn: new Set() },
  );
  // The way back of this one leaves the firewall as it is.
  const drop = [poke, { key: 'firewall', value: 'drop' }, { undo: 'other' }] as const;
  const run = await applied(plan({ batches: [['h']], tasks: [drop, [set, { key: 'b', value: '1' }]] }), {
    h,
  });
  expect(run).toMatchObject({ exitCode: 6, outcomes: { h: 'rollback-failed' } });
  expect(run.whys['h']).toContain('all was undone, and yet it takes no new connection');
  expect(h.verdicts.get('r')).toBe('rollback-failed');
});

test('the change of one play is confirmed before the next play begins', async () => {
  const h = closing({ kind: 'unreachable', address: 'model', cause: 'no route' });
  const second = { batches: [['h']], tasks: [[set, { key: 'b', value: '1' }]] } as const;
  const run = await applied(plan({ batches: [['h']], tasks: [dropNew] }, second), { h });
  expect(run).toMatchObject({ exitCode: 5, outcomes: { h: 'rolled-back' } });
  expect(h.calls.filter((call) => call.startsWith('perform'))).toEqual(['perform 1']);
});

test('a command that says it changes nothing costs no new connection', async () => {
  const h = modelHost();
  await applied(
    plan({ batches: [['h']], tasks: [[poke, { key: 'a', value: '1' }, { changedWhen: false }]] }),
    {
      h,
    },
  );
  expect(connects(h)).toBe(1);
});

const WRITTEN = (path: string): Operation => ({ kind: 'write', path, contentBase64: '' });

test.for<readonly [boolean, Operation]>([
  [true, { kind: 'run', argv: ['true'] }],
  [true, { kind: 'run', argv: ['systemctl', 'stop', 'sshd.service'] }],
  [true, { kind: 'run', argv: ['systemctl', 'restart', 'NetworkManager.service'] }],
  [true, { kind: 'run', argv: ['sysctl', '-w', 'net.ipv4.conf.all.rp_filter=1'] }],
  [true, { kind: 'shell', script: 'iptables -P INPUT DROP' }],
  [true, WRITTEN('/etc/ssh/sshd_config')],
  [true, WRITTEN('/etc/sudoers.d/ops')],
  [true, WRITTEN('/etc/pam.d/sshd')],
  [true, WRITTEN('/etc/security/access.conf')],
  [true, WRITTEN('/etc/hosts.deny')],
  [true, WRITTEN('/etc/passwd')],
  [true, WRITTEN('/etc/shells')],
  [true, WRITTEN('/etc/profile.d/first.sh')],
  [true, WRITTEN('/etc/sysctl.d/50-net.conf')],
  [true, WRITTEN('/etc/sysconfig/iptables')],
  [true, WRITTEN('/srv/home/ops/.ssh/authorized_keys')],
  [true, WRITTEN('/srv/ssh/keys/ops')],
  [true, WRITTEN('/opt/shell/bin/ksh')],
  [true, WRITTEN('/var/log/tallylog')],
  [true, WRITTEN('/tmp/../etc/shadow')],
  [true, WRITTEN('/etc/motd-not')],
  [true, { kind: 'touch', path: '/etc/nologin' }],
  [true, { kind: 'attributes', path: '/srv/home/ops', mode: '0777' }],
  [true, { kind: 'directory', path: '/srv/home/ops', mode: '0777' }],
  [true, { kind: 'remove', path: '/srv/home' }],
  [true, { kind: 'link', path: '/tmp/x', to: '/etc', force: true }],
  [false, WRITTEN('/etc/motd')],
  [false, WRITTEN('/srv/www/index.html')],
  [false, { kind: 'touch', path: '/var/tmp/mark' }],
])('may this cut somebody off: %s, %o', ([may, operation]) => {
  expect(mayCutAccess({ apply: [{ kind: 'touch', path: '/tmp/first' }, operation], preserve: [] })).toBe(may);
});

test('what leads through a link to a file that lets people in may cut somebody off', () => {
  const change = (preserve: string) => ({ apply: [WRITTEN('/var/www/policy')], preserve: [preserve] });
  expect(mayCutAccess(change('/var/www/policy'))).toBe(false);
  expect(mayCutAccess(change('/etc/ssh/sshd_config'))).toBe(true);
});
