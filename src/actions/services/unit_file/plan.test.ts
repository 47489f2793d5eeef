import { expect, test } from 'vitest';
import type { JsonObject } from '../../../model/values/json.ts';
import { NO_CONTEXT, said } from '../../../probes/said.test-kit.ts';
import {
  type Entry,
  INSTALLED,
  MASK,
  modelHost,
  RUNTIME_MASK,
  unitAnswer,
  WANTS,
} from '../systemd/host.test-kit.ts';
import { unitFile } from './action.ts';

const LINK = '-> /usr/lib/systemd/system/x.service';
const HOSTS: Readonly<Record<string, Readonly<Record<string, Entry>>>> = {
  disabled: INSTALLED,
  enabled: { ...INSTALLED, [WANTS]: LINK },
  masked: { ...INSTALLED, [MASK]: '-> /dev/null' },
  'masked, link left': { ...INSTALLED, [MASK]: '-> /dev/null', [WANTS]: LINK },
  'masked at runtime': { ...INSTALLED, [RUNTIME_MASK]: '-> /dev/null' },
  missing: {},
  'missing, masked': { [MASK]: '-> /dev/null' },
  'in /etc': { [MASK]: 'file' },
};

const DONE = { enabled: false, masked: true };

test.for<readonly [string, JsonObject, string | undefined]>([
  ['disabled', {}, undefined],
  ['masked', DONE, undefined],
  ['missing', DONE, undefined],
  ['missing, masked', DONE, undefined],
  ['disabled', DONE, 'x.service is not masked'],
  ['enabled', DONE, 'x.service is not masked'],
  ['masked, link left', DONE, `x.service is enabled by ${WANTS}`],
  ['masked at runtime', DONE, 'x.service is not masked beyond the next boot'],
  ['enabled', { enabled: true }, undefined],
  ['disabled', { enabled: true }, 'x.service is not enabled'],
  ['missing', { enabled: true }, 'x.service is not installed'],
  ['enabled', { enabled: false }, `x.service is enabled by ${WANTS}`],
  ['masked', { masked: false }, 'x.service is masked'],
  ['missing, masked', { masked: false }, 'x.service is masked'],
  ['disabled', { masked: false }, undefined],
  [
    'in /etc',
    { must_not_be_in: ['/etc/systemd/system'] },
    `the unit file of x.service is ${MASK}: it must not be in /etc/systemd/system`,
  ],
  [
    'in /etc',
    { must_not_be_in: ['/run', '/etc/systemd/system/'] },
    `the unit file of x.service is ${MASK}: it must not be in /etc/systemd/system`,
  ],
  ['masked', { must_not_be_in: ['/etc/systemd/system'] }, undefined],
  ['missing', { must_not_be_in: ['/etc/systemd/system'] }, undefined],
])('%s, wanted %j: %s', ([state, params, why]) => {
  const decision = unitFile.plan(
    { name: 'x', ...params },
    [unitAnswer(modelHost(HOSTS[state] ?? {}))],
    NO_CONTEXT,
  );
  if (why === undefined) expect(decision.kind).toBe('satisfied');
  else expect(decision).toEqual({ kind: 'refused', why, hint: expect.any(String) });
});

test('what it keeps', () => {
  expect(
    unitFile.plan({ name: 'x' }, [unitAnswer(modelHost(HOSTS['enabled'] ?? {}))], NO_CONTEXT),
  ).toMatchObject({
    result: {
      name: 'x.service',
      exists: true,
      path: '/usr/lib/systemd/system/x.service',
      links: [WANTS],
      enabled: true,
      masked: false,
      load_state: 'loaded',
    },
  });
});

test('a missing unit is told, but not to somebody who only asks whether it is there', () => {
  const missing = (params: JsonObject) =>
    unitFile.plan({ name: 'x', ...params }, [unitAnswer(modelHost({}))], NO_CONTEXT);
  expect(missing({ enabled: false })).toMatchObject({
    result: { exists: false },
    messages: [{ text: 'x.service is not installed' }],
  });
  expect(missing({})).toMatchObject({ result: { exists: false }, messages: [] });
});

test('no answer', () => {
  expect(unitFile.plan({ name: 'x' }, [said('', 1, 'no bus\n')], NO_CONTEXT)).toMatchObject({
    why: 'systemd did not answer: no bus',
  });
});
