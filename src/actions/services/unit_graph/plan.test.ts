import { expect, test } from 'vitest';
import type { JsonObject } from '../../../model/values/json.ts';
import { NO_CONTEXT, said } from '../../../probes/said.test-kit.ts';
import { RECORDED } from '../../../probes/unit/systemctl.fixture.ts';
import { unitGraph } from './action.ts';

const plan = (params: JsonObject, text: string) =>
  unitGraph.plan({ name: 'docker', ...params }, [said(text)], NO_CONTEXT);
const REQUIRING =
  'Id=docker.service\nLoadState=loaded\nRequires=basic.target iptables.service\nDropInPaths=/etc/systemd/system/docker.service.d/custom.conf\n';

test.for(['219', '252'] as const)('a node of OpenShift, systemd %s', (version) => {
  const docker = RECORDED[version].docker;
  expect(plan({ must_not_require: ['iptables'] }, docker)).toMatchObject({
    kind: 'satisfied',
    result: {
      name: 'docker.service',
      exists: true,
      active: true,
      wants: ['iptables.service'],
      part_of: ['iptables.service'],
      required_by: ['atomic-openshift-node.service'],
      drop_ins: ['/etc/systemd/system/docker.service.d/custom.conf'],
    },
    messages: [],
  });
  expect(plan({ should_not_be_part_of: ['iptables.service'] }, docker)).toMatchObject({
    messages: [
      {
        severity: 'warning',
        text: 'docker.service is PartOf=iptables.service: stopping or restarting iptables.service stops or restarts docker.service',
      },
    ],
  });
  expect(plan({ must_not_be_part_of: ['iptables.service'] }, docker)).toMatchObject({
    kind: 'refused',
    hint: 'take PartOf=iptables.service out of /etc/systemd/system/docker.service.d/custom.conf, then run `systemctl daemon-reload`',
  });
  expect(plan({ must_not_require: ['iptables'] }, RECORDED[version].missing)).toMatchObject({
    kind: 'satisfied',
    result: { exists: false },
    messages: [{ text: 'nonsuch.service is not installed' }],
  });
});

test.for(['Requires', 'Requisite', 'BindsTo', 'RequiresOverridable'])('%s= counts as requiring', (key) => {
  expect(plan({ must_not_require: ['iptables.service'] }, REQUIRING.replace('Requires', key))).toEqual({
    kind: 'refused',
    why: 'docker.service requires iptables.service: without iptables.service it does not start',
    hint: 'change Requires= to Wants= in /etc/systemd/system/docker.service.d/custom.conf, then run `systemctl daemon-reload`',
  });
});

test('files that systemd has not read may say something else', () => {
  expect(plan({}, 'Id=docker.service\nLoadState=loaded\nNeedDaemonReload=yes\n')).toMatchObject({
    messages: [{ severity: 'warning', text: expect.stringContaining('daemon-reload') }],
  });
});

test('no answer', () => {
  expect(
    unitGraph.plan({ name: 'x' }, [said('', 1, 'Failed to connect to bus\n')], NO_CONTEXT),
  ).toMatchObject({
    kind: 'refused',
    why: 'systemd did not answer: Failed to connect to bus',
  });
});
