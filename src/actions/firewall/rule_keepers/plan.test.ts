import { expect, test } from 'vitest';
import type { JsonObject } from '../../../model/values/json.ts';
import { NO_CONTEXT, said } from '../../../probes/said.test-kit.ts';
import { withDefaults } from '../../defaults.test-kit.ts';
import { ruleKeepers as bareRuleKeepers } from './action.ts';

const ruleKeepers = withDefaults(bareRuleKeepers);

const NONE = '=iptables-save\n*filter\n:INPUT ACCEPT\nCOMMIT\n=end 0\n';
const RULES = NONE.replace('COMMIT', ':DOCKER -\n:OPENSHIFT-FIREWALL-ALLOW -\nCOMMIT');
/** Chains of a site's own, called after Docker. */
const SITES = NONE.replace('COMMIT', ':DOCKERHOST-ADMIN -\nCOMMIT');

const unit = (name: string, state: 'active' | 'inactive' | 'missing', file = 'enabled', names = name) =>
  `Id=${name}\nNames=${names}\nLoadState=${state === 'missing' ? 'not-found' : 'loaded'}\nActiveState=${state === 'active' ? 'active' : 'inactive'}\nUnitFileState=${state === 'missing' ? '' : file}\n`;
const NODE_RUNS = unit('atomic-openshift-node.service', 'active');
const DOCKERD = 'process 111 /system.slice/docker.service /usr/bin/dockerd-current --live-restore';

function decide(
  rules: string,
  processes: readonly string[],
  units: readonly string[],
  params: JsonObject = {},
) {
  const running = `${processes.map((line) => `${line}\n`).join('')}\n${units.join('\n')}`;
  return ruleKeepers.plan(params, [said(rules), said(running)], NO_CONTEXT);
}

const docker = (state: 'active' | 'inactive' | 'missing', file?: string) =>
  unit('docker.service', state, file);

test.for<readonly [string, string, readonly string[], readonly string[], JsonObject, JsonObject]>([
  [
    'the usual node',
    RULES,
    [
      DOCKERD,
      'process 222 /system.slice/atomic-openshift-node.service /usr/bin/openshift start node --config=x',
    ],
    [docker('active'), NODE_RUNS],
    {},
    { docker: 'docker.service', node: 'atomic-openshift-node.service' },
  ],
  [
    'Docker as a system container',
    RULES,
    [DOCKERD.replace('docker.service', 'container-engine.service')],
    [docker('missing'), NODE_RUNS],
    {},
    { docker: 'container-engine.service' },
  ],
  [
    'docker-latest beside a stopped docker.service',
    RULES,
    ['process 9 /system.slice/docker-latest.service /usr/bin/dockerd-latest -H x'],
    [docker('inactive'), NODE_RUNS],
    {},
    { docker: 'docker-latest.service' },
  ],
  [
    'a daemon of before 1.12, and somebody’s client',
    RULES,
    ['process 9 /system.slice/docker.service /usr/bin/docker daemon -H x', 'process 10 - docker run x'],
    [docker('active'), NODE_RUNS],
    {},
    { docker: 'docker.service' },
  ],
  [
    'what no process tells, the unit that runs does',
    RULES,
    [],
    [docker('active'), NODE_RUNS],
    {},
    { docker: 'docker.service' },
  ],
  ['neither', NONE, [], [docker('missing')], {}, { docker: '', node: '' }],
  [
    'a chain of the site’s is nobody’s',
    SITES,
    [],
    [docker('inactive', 'disabled')],
    {},
    { docker: '', node: '' },
  ],
  [
    'all rules lost, and Docker stopped',
    NONE,
    [],
    [docker('inactive')],
    {},
    { docker: 'docker.service', node: '' },
  ],
  [
    'a unit that was named, in whose stead a scope runs the daemon',
    RULES,
    [DOCKERD.replace('/system.slice/docker.service', '/machine.slice/runc-engine.scope')],
    [docker('missing'), NODE_RUNS, unit('engine.service', 'active')],
    { docker: 'engine' },
    { docker: 'engine.service' },
  ],
  [
    'an alias',
    RULES,
    [],
    [unit('moby.service', 'active', 'enabled', 'docker.service moby.service'), NODE_RUNS],
    { docker: 'docker' },
    { docker: 'moby.service' },
  ],
  [
    'the node in a container of Docker’s',
    RULES,
    [DOCKERD, 'process 3 /system.slice/docker-0f1e2d.scope /usr/bin/openshift start node'],
    [docker('active'), NODE_RUNS],
    {},
    { node: 'atomic-openshift-node.service' },
  ],
])('%s', ([, rules, processes, units, params, result]) => {
  expect(decide(rules, processes, units, params)).toMatchObject({ kind: 'satisfied', result });
});

test.for<readonly [string, readonly string[], readonly string[], JsonObject, string, string]>([
  [
    'no Docker at all',
    [],
    [docker('missing'), NODE_RUNS],
    {},
    'there is no docker.service',
    'docker_service',
  ],
  [
    'Docker stopped',
    [],
    [docker('inactive'), NODE_RUNS],
    {},
    'docker.service does not run',
    'docker_service',
  ],
  ['Docker masked', [], [docker('inactive', 'masked'), NODE_RUNS], {}, 'does not run', 'docker_service'],
  [
    'Docker started by hand',
    ['process 7 /user.slice/user-0.slice/session-3.scope dockerd'],
    [docker('inactive'), NODE_RUNS],
    {},
    'Docker runs in no unit of systemd (process 7: dockerd)',
    'docker_service',
  ],
  [
    'by hand, where a login has no session',
    ['process 7 /system.slice/sshd.service dockerd'],
    [docker('inactive'), NODE_RUNS],
    {},
    'in no unit',
    'docker_service',
  ],
  [
    'two Dockers',
    [DOCKERD, DOCKERD.replace('docker.service', 'second.service')],
    [docker('active'), NODE_RUNS],
    {},
    'more than once, in docker.service and second.service',
    'docker_service',
  ],
  [
    'the wrong unit was named',
    [DOCKERD],
    [docker('active'), NODE_RUNS, unit('other.service', 'active')],
    { docker: 'other' },
    'runs in docker.service, not in other.service',
    'docker_service',
  ],
  [
    'a unit that does not run was named',
    [DOCKERD],
    [docker('active'), NODE_RUNS, unit('other.service', 'inactive')],
    { docker: 'other' },
    'other.service does not run',
    'docker_service',
  ],
  [
    'no node',
    [DOCKERD],
    [docker('active')],
    {},
    'OpenShift’s node has rules in the kernel (the chain OPENSHIFT-FIREWALL-ALLOW of the table filter)',
    'node_service',
  ],
])('refused before anything is restarted: %s', ([, processes, units, params, why, variable]) => {
  expect(decide(RULES, processes, units, params)).toMatchObject({
    kind: 'refused',
    why: expect.stringContaining(why),
    hint: expect.stringContaining(variable),
  });
  expect(decide(RULES, processes, units, { ...params, doubt: 'warn' })).toMatchObject({
    kind: 'satisfied',
    messages: [{ severity: 'warning', text: expect.stringContaining(why) }],
  });
});

test('rules that cannot be looked at are no proof that there are none', () => {
  const blind = NONE.replace('=end', "# Table `nat' is incompatible, use 'nft' tool.\n=end");
  expect(decide(blind, [], [docker('missing')])).toMatchObject({ kind: 'refused' });
});
