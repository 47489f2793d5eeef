import { expect, test } from 'vitest';
import { containerStop } from '../../services/container-stop.ts';
import { systemdWith } from '../../services/systemd/action.ts';
import { answer, CONTEXT } from '../../services/systemd/host.test-kit.ts';
import { firewallUnits } from './firewall-units.ts';
import { runningRules } from './running-rules.ts';

const systemd = systemdWith([containerStop, firewallUnits, runningRules]);

const RUNNING = answer(
  'Id=iptables.service\nNames=iptables.service\nLoadState=loaded\nActiveState=active\nSubState=exited\nFragmentPath=/usr/lib/systemd/system/iptables.service\nType=oneshot\nCanReload=yes\nEnabledWord=enabled\n',
);
const ALONE = answer('Id=iptables.service\nActiveState=active\n\n');
const FRAME = '=iptables-save\n*filter\nCOMMIT\n';

const decide = (state: string, frame: string) =>
  systemd.plan(
    { name: 'iptables', state },
    [RUNNING, ALONE, ...(state === 'reloaded' ? [] : [answer('none\n')]), answer(frame)],
    CONTEXT,
  );

test.for(['stopped', 'restarted', 'reloaded'])(
  '%s goes on only where what runs can be copied whole',
  (state) => {
    expect(decide(state, `${FRAME}=end 0\n`).kind).toBe('change');
    expect(decide(state, '').kind).toBe('change');
    expect(decide(state, `${FRAME}# Table \`nat' is incompatible, use 'nft' tool.\n=end 0\n`)).toMatchObject({
      kind: 'refused',
      why: expect.stringContaining('what it holds would be lost and not come back'),
    });
    for (const cut of [`${FRAME}=end 1\n`, '=iptables-save\n*filter\n=end 0\n', FRAME]) {
      expect(decide(state, cut), cut).toMatchObject({
        kind: 'refused',
        why: expect.stringContaining('cannot be copied'),
      });
    }
  },
);

test('only a unit that empties tables is asked about', () => {
  const asked = (name: string, state?: string) =>
    systemd.observe({ name, ...(state === undefined ? {} : { state }) }).map(({ argv }) => argv.join(' '));
  expect(asked('ip6tables', 'stopped')).toContain('rr_firewall_frame ip6tables');
  expect(asked('iptables').join()).not.toContain('rr_firewall_frame');
  expect(asked('docker', 'restarted').join()).not.toContain('rr_firewall_frame');
});
