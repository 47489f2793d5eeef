import { expect, test } from 'vitest';
import { NO_CONTEXT, said } from '../../../probes/said.test-kit.ts';
import { factsIn } from '../facts.test-kit.ts';
import { serviceFacts } from './action.ts';

function services(answer: string) {
  return factsIn(serviceFacts.plan({}, [said(`facts\n${answer}end\n`)], NO_CONTEXT))['services'];
}

const systemd = (name: string, state: string, status: string) => ({ name, state, status, source: 'systemd' });

test('of systemd what is in memory, and files beside, with how each starts', () => {
  const said = `@ units
  cron.service        loaded    active   running Regular background program processing daemon
● lost.service        not-found inactive dead    lost.service
* broken.service      loaded    failed   failed  A unit that has failed
  hidden.service      masked    inactive dead    hidden.service
  once.service        loaded    active   exited  Something done once
  made.service        loaded    active   running Made while it runs
@ files
cron.service           enabled enabled
once.service           static  -
getty@.service         enabled enabled
idle.service           disabled enabled
dbus-org.login1.service alias -
broken.service         enabled enabled
hidden.service         masked enabled
@ states
Names=cron.service
ActiveState=active

Names=idle.service
ActiveState=inactive

Names=login.service dbus-org.login1.service
ActiveState=active
`;
  expect(services(said)).toEqual({
    'cron.service': systemd('cron.service', 'running', 'enabled'),
    'lost.service': systemd('lost.service', 'stopped', 'not-found'),
    'broken.service': systemd('broken.service', 'stopped', 'failed'),
    'hidden.service': systemd('hidden.service', 'stopped', 'masked'),
    'once.service': systemd('once.service', 'stopped', 'static'),
    'made.service': systemd('made.service', 'running', 'active'),
    'getty@.service': systemd('getty@.service', 'unknown', 'enabled'),
    'idle.service': systemd('idle.service', 'inactive', 'disabled'),
    'dbus-org.login1.service': systemd('dbus-org.login1.service', 'active', 'alias'),
  });
});

test('of the scripts of System V those that `service` knows', () => {
  expect(services('@ sysv\n [ + ]  ssh\n [ - ]  x11-common\n [ ? ]  odd\n')).toEqual({
    ssh: { name: 'ssh', state: 'running', source: 'sysv' },
    'x11-common': { name: 'x11-common', state: 'stopped', source: 'sysv' },
  });
});

test('of chkconfig how each starts in level 3, and what its script says', () => {
  const said = `@ chkconfig
0 network 0:off 1:off 2:on 3:on 4:on 5:on 6:off
3 netconsole 0:off 1:off 2:off 3:off 4:off 5:off 6:off
`;
  expect(services(said)).toEqual({
    network: { name: 'network', state: 'running', status: 'enabled', source: 'sysv' },
    netconsole: { name: 'netconsole', state: 'stopped', status: 'disabled', source: 'sysv' },
  });
});

test('of OpenRC its state and its run levels', () => {
  const said = `@ rc-status
Runlevel: default
 sshd                                        [  started  ]
Dynamic Runlevel: manual
 local                                       [  stopped  ]
@ rc-update
                 local |
                  sshd |      default boot
`;
  expect(services(said)).toEqual({
    sshd: { name: 'sshd', runlevels: ['default', 'boot'], state: 'started', source: 'openrc' },
    local: { name: 'local', runlevels: null, state: 'stopped', source: 'openrc' },
  });
});

test('where none is found the task is skipped, as in Ansible', () => {
  expect(serviceFacts.plan({}, [said('facts\nend\n')], NO_CONTEXT)).toMatchObject({
    kind: 'skipped',
    result: { skipped: true },
  });
});
