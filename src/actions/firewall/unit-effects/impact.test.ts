import { expect, test } from 'vitest';
import type { Decision } from '../../../model/action.ts';
import type { JsonObject } from '../../../model/values/json.ts';
import { NO_CONTEXT, said } from '../../../probes/said.test-kit.ts';
import { RECORDED } from '../../../probes/unit/systemctl.fixture.ts';
import { containerStop } from '../../services/container-stop.ts';
import { systemdWith } from '../../services/systemd/action.ts';
import { firewallUnits } from './firewall-units.ts';
import { runningRules } from './running-rules.ts';

const systemd = systemdWith([containerStop, firewallUnits, runningRules]);

const { enabled, docker, node } = RECORDED['219'];
const DEPENDENTS = `${enabled}\n\n${docker}\n\n${node}\n\n`;
const CONTAINERS = 'docker\naaaa 2018-09-04T10:00:00Z /a\nbbbb 2018-09-04T10:00:00Z /b\n';

function impactOf(decision: Decision): readonly string[] {
  return decision.kind === 'change' ? decision.change.impact : [decision.kind];
}

function iptables(params: JsonObject, containers = CONTAINERS, dependents = DEPENDENTS): Decision {
  const unit = said(`${enabled}\nEnabledWord=enabled\n`);
  return systemd.plan(
    { name: 'iptables', ...params },
    [unit, said(dependents), ...(params['state'] === 'reloaded' ? [] : [said(containers)]), said('')],
    NO_CONTEXT,
  );
}

const KEPT =
  'what runs now is kept: it is restored if this change is undone before Docker has been restarted';
const FLUSHED =
  'iptables.service sets every policy to ACCEPT and flushes every table: the rules of Docker, OpenShift and Kubernetes ' +
  'are lost, and Docker writes its own again only when it is restarted';
const NO_FIREWALL =
  'the rules in the kernel stay as they are until the next reboot; after it iptables.service loads none, and this host ' +
  'has no host firewall unless something else sets one up';

test('stopping iptables.service stops Docker, its containers and the node', () => {
  expect(impactOf(iptables({ state: 'stopped' }))).toEqual([
    FLUSHED,
    KEPT,
    'stops docker.service too (PartOf=iptables.service)',
    'stops atomic-openshift-node.service too (Requires=docker.service)',
    'stops docker.service: 2 containers stop',
  ]);
});

test('and an undo starts all of them again', () => {
  expect(iptables({ state: 'stopped' })).toMatchObject({
    change: {
      undo: {
        operations: [
          {
            argv: [
              'systemctl',
              'start',
              'iptables.service',
              'docker.service',
              'atomic-openshift-node.service',
            ],
          },
          { kind: 'shell' },
        ],
      },
    },
  });
});

test.for([
  [CONTAINERS, 'restarts docker.service: 2 containers stop and start'],
  ['docker\naaaa 2018 /a\n', 'restarts docker.service: 1 container stops and starts'],
  [
    'docker\nlive-restore yes\naaaa 2018 /a\n',
    'restarts docker.service: its 1 container keeps running (live-restore)',
  ],
  ['down\n', 'all containers of docker.service stop and start'],
] as const)('restarting it, with %j: %s', ([containers, impact]) => {
  const told = impactOf(iptables({ state: 'restarted' }, containers));
  expect(told[0]).toContain('flushes every table before it loads its file');
  expect(told).toContain('restarts docker.service too (PartOf=iptables.service)');
  expect(told.at(-1)).toBe(impact);
});

test('what does not run is not affected', () => {
  const stopped = DEPENDENTS.replaceAll('ActiveState=active', 'ActiveState=inactive');
  expect(impactOf(iptables({ state: 'stopped' }, CONTAINERS, stopped))).toEqual([FLUSHED, KEPT]);
});

test('reloading it', () => {
  expect(impactOf(iptables({ state: 'reloaded' }))).toEqual([
    'iptables.service replaces the tables its file names: rules that Docker, OpenShift or Kubernetes keep there are lost',
    KEPT,
  ]);
});

test.for<readonly [JsonObject]>([
  [{ enabled: false }],
  [{ masked: true }],
  [{ enabled: false, masked: true }],
])('%j leaves no host firewall after the next reboot', ([params]) => {
  expect(impactOf(iptables(params))).toEqual([NO_FIREWALL]);
});

test('other units are no firewall, and flush nothing', () => {
  const unit = said(
    `${docker}\nEnabledWord=enabled\nwants\tdocker.service\t/etc/systemd/system/multi-user.target.wants/docker.service\t/x\n`,
  );
  const plan = (params: JsonObject) =>
    systemd.plan(
      { name: 'docker', ...params },
      [unit, said(`${docker}\n\n${node}\n`), said(CONTAINERS)],
      NO_CONTEXT,
    );
  expect(impactOf(plan({ enabled: false }))).toEqual([]);
  expect(impactOf(plan({ state: 'restarted' }))).toEqual([
    'restarts atomic-openshift-node.service too (Requires=docker.service)',
    'restarts docker.service: 2 containers stop and start',
  ]);
  // Who requires it is told when it can never start again.
  expect(impactOf(plan({ masked: true }))).toEqual([
    'atomic-openshift-node.service requires docker.service: it cannot start again while docker.service is masked',
  ]);
});

test('starting a unit stops those it conflicts with, and an undo starts them again', () => {
  const unit = said('Id=iptables.service\nLoadState=loaded\nActiveState=inactive\n');
  const around = said(
    'Id=iptables.service\nActiveState=inactive\nConflicts=shutdown.target firewalld.service\n\nId=firewalld.service\nActiveState=active\n',
  );
  expect(
    systemd.plan({ name: 'iptables', state: 'started' }, [unit, around, said('')], NO_CONTEXT),
  ).toMatchObject({
    change: {
      impact: [
        'iptables.service replaces the tables its file names: rules that Docker, OpenShift or Kubernetes keep there are lost',
        KEPT,
        'stops firewalld.service (it conflicts with iptables.service)',
      ],
      undo: {
        operations: [
          { argv: ['systemctl', 'stop', 'iptables.service'] },
          { argv: ['systemctl', 'start', 'firewalld.service'] },
          { kind: 'shell' },
        ],
      },
    },
  });
});

test('a socket can start it again', () => {
  const unit = said('Id=x.service\nLoadState=loaded\nActiveState=active\nTriggeredBy=x.socket\n');
  expect(
    impactOf(
      systemd.plan(
        { name: 'x', state: 'stopped' },
        [unit, said('Id=x.service\n'), said('none\n')],
        NO_CONTEXT,
      ),
    ),
  ).toEqual(['x.socket can start x.service again']);
});
