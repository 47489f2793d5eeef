import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../model/values/json.ts';
import {
  ALIAS,
  answer,
  CONTEXT,
  commandsOf,
  DISABLED,
  decide,
  dependentsAnswer,
  HOSTS,
  INSTALLED,
  MASK,
  modelHost,
  systemd,
  unitAnswer,
  WANTS,
} from './host.test-kit.ts';

/** Nothing depends on it. */
const ALONE = answer('Id=x.service\n');

describe('what people are told', () => {
  test('the differences of disabling and masking', () => {
    const decision = decide(modelHost(HOSTS['enabled'] ?? {}), DISABLED);
    expect(decision).toMatchObject({
      kind: 'change',
      change: {
        summary: 'disable and mask x.service',
        diff: [
          { subject: 'enabled', before: 'yes', after: 'no' },
          { subject: WANTS, before: 'link to /usr/lib/systemd/system/x.service', after: 'absent' },
          { subject: ALIAS, before: 'link to /usr/lib/systemd/system/x.service', after: 'absent' },
          { subject: 'masked', before: 'no', after: 'yes' },
        ],
        preserve: [WANTS, ALIAS, MASK],
        proof: 'ask-again',
      },
    });
  });

  test('a missing unit is as wanted, and said to be missing', () => {
    expect(decide(modelHost({}), DISABLED)).toMatchObject({
      kind: 'satisfied',
      messages: [
        { severity: 'info', text: 'x.service is not installed: there is nothing to disable or mask' },
      ],
    });
  });

  test('the way out when the unit file stands where the mask would be', () => {
    expect(decide(modelHost(HOSTS['in /etc'] ?? {}), DISABLED)).toMatchObject({
      why: 'x.service cannot be masked: /etc/systemd/system/x.service is its unit file, and the mask has to be there',
      hint: expect.stringContaining(
        'mv /etc/systemd/system/x.service /usr/local/lib/systemd/system/x.service',
      ),
    });
  });

  test('who stops with it, and starts again when it is undone', () => {
    const decision = decide(modelHost(INSTALLED, ['x.service', 'a.service']), { state: 'stopped' });
    expect(decision).toMatchObject({
      change: {
        impact: ['stops a.service too (PartOf=x.service)'],
        undo: { operations: [{ argv: ['systemctl', 'start', 'x.service', 'a.service'] }] },
      },
    });
  });

  test('that files on disk have not been read', () => {
    expect(decide(modelHost(INSTALLED), { enabled: false }, ['NeedDaemonReload=yes'])).toMatchObject({
      messages: [{ severity: 'warning', text: expect.stringContaining('daemon_reload') }],
    });
    const reload = decide(modelHost(INSTALLED), { enabled: false, daemon_reload: true }, [
      'NeedDaemonReload=yes',
    ]);
    expect(commandsOf(reload)).toEqual(['daemon-reload']);
  });

  test.for([
    ['static', { enabled: true }],
    ['static', { enabled: false }],
    ['generated', { enabled: true }],
  ] as const)('that a %s unit wants nothing of %j', ([word, params]) => {
    const unit = answer(`Id=x.service\nLoadState=loaded\nActiveState=active\nEnabledWord=${word}\n`);
    expect(systemd.plan({ name: 'x', ...params }, [unit], CONTEXT)).toMatchObject({
      kind: 'satisfied',
      messages: [{ text: expect.stringContaining(word) }],
    });
  });
});

test.for([
  ['ActiveState=activating\nSubState=auto-restart', ['start x.service']],
  ['ActiveState=activating\nSubState=start', []],
  ['ActiveState=failed\nResult=start-limit-hit', ['reset-failed x.service', 'start x.service']],
  ['ActiveState=failed\nResult=start-limit', ['reset-failed x.service', 'start x.service']],
  ['ActiveState=failed\nResult=exit-code', ['start x.service']],
  ['ActiveState=reloading', []],
  ['ActiveState=deactivating', ['start x.service']],
] as const)('started, and now %j: %j', ([lines, commands]) => {
  const unit = answer(`Id=x.service\nLoadState=loaded\n${lines}\nEnabledWord=enabled\n`);
  const decision = systemd.plan({ name: 'x', state: 'started' }, [unit, ALONE], CONTEXT);
  expect(commandsOf(decision)).toEqual(commands);
});

test('a unit that ends by itself is started each time, and its exit code is the proof', () => {
  const unit = answer(
    'Id=x.service\nLoadState=loaded\nActiveState=inactive\nType=oneshot\nRemainAfterExit=no\n',
  );
  expect(systemd.plan({ name: 'x', state: 'started' }, [unit, ALONE], CONTEXT)).toMatchObject({
    change: { proof: 'exit-code' },
  });
});

test.for<readonly [string, JsonObject, string]>([
  [
    'Id=x.service\nLoadState=error\nLoadError=a "Unit x.service failed to load."',
    { state: 'started' },
    'systemd cannot load x.service: Unit x.service failed to load.',
  ],
  [
    'Id=x.service\nLoadState=loaded\nActiveState=active\nCanReload=no',
    { state: 'reloaded' },
    'x.service cannot reload: its unit file has no ExecReload=',
  ],
  [
    'Id=x.service\nLoadState=loaded\nSourcePath=/etc/rc.d/init.d/x\nEnabledWord=enabled',
    { enabled: false },
    'x.service is the init script /etc/rc.d/init.d/x, which systemd only runs',
  ],
  [
    'Id=x.service\nLoadState=masked\nEnabledWord=masked\nlink\tx.service\t/usr/lib/systemd/system/x.service\t/dev/null',
    { masked: false },
    'x.service is masked by its package: /usr/lib/systemd/system/x.service is empty or a link to /dev/null',
  ],
  [
    'Id=x.service\nLoadState=not-found\nfile\tx.service\t/etc/systemd/system/x.service',
    { state: 'started' },
    'systemd has not read the unit file of x.service yet',
  ],
])('%j, wanted %j: %s', ([lines, params, why]) => {
  expect(systemd.plan({ name: 'x', ...params }, [answer(lines), ALONE, answer('none\n')], CONTEXT)).toEqual({
    kind: 'refused',
    why,
    hint: expect.any(String),
  });
});

test('a unit systemd says nothing of is refused', () => {
  const silent = answer('', 1, 'systemctl gave no answer about x.service\n');
  expect(systemd.plan({ name: 'x', enabled: false }, [silent], CONTEXT)).toMatchObject({
    why: 'systemd did not answer: systemctl gave no answer about x.service',
  });
});

test.for<readonly [string, JsonObject, string | undefined]>([
  ['/etc/systemd/system', { masked: true }, '/etc/systemd/system cannot be written to'],
  [
    '/etc/systemd/system/multi-user.target.wants',
    { enabled: false },
    '/etc/systemd/system/multi-user.target.wants cannot be written to',
  ],
  ['/run/systemd/system', { enabled: false }, undefined],
  ['/etc/systemd/system', { state: 'restarted' }, undefined],
])('where %s is read-only, %j: %s', ([folder, params, why]) => {
  const host = modelHost({ ...INSTALLED, [WANTS]: '-> /usr/lib/systemd/system/x.service' }, ['x.service']);
  const answers = [unitAnswer(host, [`readonly\t${folder}`]), dependentsAnswer(host), answer('none\n')];
  const decision = systemd.plan({ name: 'x.service', ...params }, answers, CONTEXT);
  if (why === undefined) expect(decision.kind).toBe('change');
  else expect(decision).toMatchObject({ kind: 'refused', why, lasting: true });
});

test('a template is refused', () => {
  expect(systemd.plan({ name: 'getty@.service', enabled: false }, [answer('')], CONTEXT)).toMatchObject({
    kind: 'refused',
    hint: 'name one of its instances, as in getty@one.service',
  });
});

describe('without a name', () => {
  test.for<readonly [string, JsonObject, string]>([
    ['', { daemon_reload: true }, 'satisfied'],
    ['a.service\n', { daemon_reload: true }, 'change'],
    ['', {}, 'refused'],
    ['', { daemon_reload: true, state: 'started' }, 'refused'],
  ])('%j, wanted %j: %s', ([stale, params, kind]) => {
    expect(systemd.observe(params)).toEqual([{ argv: ['rr_unit_stale'] }]);
    expect(systemd.plan(params, [answer(stale)], CONTEXT).kind).toBe(kind);
  });
});

test('asks about the containers only before it stops something', () => {
  const words = (params: JsonObject) => systemd.observe(params).map(({ argv }) => argv.join(' '));
  expect(words({ name: 'iptables', ...DISABLED })).toEqual(['rr_unit iptables.service']);
  expect(words({ name: 'a.socket', state: 'restarted' })).toEqual([
    'rr_unit a.socket',
    'rr_unit_dependents a.socket',
    'rr_containers',
  ]);
});

const MANUAL = ['RefuseManualStart', 'RefuseManualStop'] as const;
test.for([
  ['started', 'inactive', MANUAL[0], /cannot be started by hand: RefuseManualStart=yes/],
  ['restarted', 'inactive', MANUAL[0], /cannot be started by hand: RefuseManualStart=yes/],
  ['restarted', 'active', MANUAL[1], /cannot be stopped by hand: RefuseManualStop=yes/],
  ['stopped', 'active', MANUAL[1], /cannot be stopped by hand: RefuseManualStop=yes/],
  ['stopped', 'active', MANUAL[0], /and not started again: RefuseManualStart=yes/],
  ['started', 'inactive', MANUAL[1], /and not stopped again: RefuseManualStop=yes/],
  ['started', 'active', MANUAL[0], undefined],
  ['stopped', 'inactive', MANUAL[1], undefined],
] as const)('%s, and now %s with %s=yes', ([state, active, setting, why]) => {
  const unit = answer(`Id=x.service\nLoadState=loaded\nActiveState=${active}\n${setting}=yes\n`);
  const decision = systemd.plan({ name: 'x', state }, [unit, ALONE, answer('none')], CONTEXT);
  expect(decision).toMatchObject(
    why === undefined ? { kind: 'satisfied' } : { kind: 'refused', why: expect.stringMatching(why) },
  );
});

test.for([
  '/run/systemd/transient',
  '/etc/systemd/system.control',
  '/run/systemd/system.control',
  '/run/systemd/generator.early',
])('a unit whose file is in %s is not stopped by a mask', (folder) => {
  const unit = answer(
    `Id=x.service\nLoadState=loaded\nActiveState=active\nFragmentPath=${folder}/x.service\nEnabledWord=transient\n`,
  );
  expect(systemd.plan({ name: 'x', masked: true }, [unit], CONTEXT)).toMatchObject({
    kind: 'refused',
    why: expect.stringContaining(`${folder}/x.service comes before /etc/systemd/system`),
  });
});

const LINK = 'link\tx.service\t/etc/systemd/system/x.service\t/opt/x.service';
test.for([
  ['enabled', { enabled: false, masked: true }, ['disable x.service', 'mask x.service']],
  ['linked', { enabled: false, masked: true }, ['disable x.service', 'mask x.service']],
  ['enabled', { enabled: false }, ['disable x.service']],
  ['linked', { enabled: false }, []],
  ['linked', { masked: true }, 'is a link to /opt/x.service'],
] as const)('a linked unit that is %s, %j: %j', ([word, params, wanted]) => {
  const unit = answer(`Id=x.service\nLoadState=loaded\nActiveState=inactive\nEnabledWord=${word}\n${LINK}\n`);
  const decision = systemd.plan({ name: 'x', ...params }, [unit], CONTEXT);
  if (typeof wanted === 'string') {
    expect(decision).toMatchObject({ kind: 'refused', why: expect.stringContaining(wanted) });
    return;
  }
  expect(commandsOf(decision)).toEqual(wanted);
  if (wanted.length === 0) return;
  // The link comes back with the undo.
  expect(decision).toMatchObject({
    change: {
      preserve: expect.arrayContaining(['/etc/systemd/system/x.service']),
      undo: {
        operations: expect.arrayContaining([{ kind: 'restore', path: '/etc/systemd/system/x.service' }]),
      },
    },
  });
});

test('a unit that ends at once after it was started is not as wanted: asking again finds it failed', () => {
  const unit = answer('Id=x.service\nLoadState=loaded\nActiveState=failed\n');
  expect(systemd.plan({ name: 'x', state: 'started' }, [unit, ALONE, answer('none')], CONTEXT)).toMatchObject(
    {
      kind: 'change',
      change: { proof: 'ask-again' },
    },
  );
});

test.for(['x', 'x.service'])('what is registered has the name as it was written: %s', (name) => {
  const unit = answer('Id=x.service\nLoadState=loaded\nActiveState=active\n');
  expect(systemd.plan({ name, state: 'started' }, [unit, ALONE, answer('none')], CONTEXT)).toMatchObject({
    result: { name, state: 'started' },
  });
});
