import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../model/values/json.ts';
import { apply, commandsOf, DISABLED, decide, HOSTS, modelHost, snapshot, WANTS } from './host.test-kit.ts';

describe('the commands it comes to', () => {
  test.for<readonly [string, JsonObject, readonly string[] | 'refused']>([
    ['enabled', DISABLED, ['disable x.service', 'mask x.service']],
    ['disabled', DISABLED, ['mask x.service']],
    ['masked', DISABLED, []],
    ['masked by an empty file', DISABLED, []],
    ['masked, links left', DISABLED, [`rm ${WANTS}`, 'daemon-reload']],
    ['masked at runtime', DISABLED, ['mask x.service']],
    ['masked at runtime, enabled', DISABLED, [`rm ${WANTS}`, 'daemon-reload', 'mask x.service']],
    ['masked twice', DISABLED, []],
    ['missing', DISABLED, []],
    ['missing, masked', DISABLED, []],
    ['in /etc', DISABLED, 'refused'],

    ['enabled', { enabled: false }, ['disable x.service']],
    ['disabled', { enabled: false }, []],
    ['masked', { enabled: false }, []],
    ['masked, links left', { enabled: false }, [`rm ${WANTS}`, 'daemon-reload']],
    ['missing', { enabled: false }, []],
    ['in /etc', { enabled: false }, []],

    ['enabled', { enabled: true }, []],
    ['disabled', { enabled: true }, ['enable x.service']],
    ['masked', { enabled: true }, 'refused'],
    ['masked, links left', { enabled: true }, 'refused'],
    ['masked at runtime', { enabled: true }, 'refused'],
    ['missing', { enabled: true }, 'refused'],
    ['missing, masked', { enabled: true }, 'refused'],

    ['enabled', { masked: true }, ['mask x.service']],
    ['in /etc', { masked: true }, 'refused'],
    ['missing', { masked: true }, []],
    ['masked at runtime', { masked: true }, ['mask x.service']],
    ['enabled', { masked: false }, []],
    ['masked', { masked: false }, ['unmask x.service']],
    ['masked at runtime', { masked: false }, ['unmask --runtime x.service']],
    ['masked twice', { masked: false }, ['unmask x.service', 'unmask --runtime x.service']],
    ['missing, masked', { masked: false }, ['unmask x.service']],

    ['masked', { masked: false, enabled: true }, ['unmask x.service', 'enable x.service']],
    ['masked, links left', { masked: false, enabled: true }, ['unmask x.service']],
    ['masked, links left', { masked: false, enabled: false }, ['unmask x.service', 'disable x.service']],
    ['enabled', { masked: true, enabled: true }, 'refused'],

    ['disabled', { state: 'started' }, ['start x.service']],
    ['masked', { state: 'started' }, 'refused'],
    ['masked', { state: 'started', masked: false }, ['unmask x.service', 'start x.service']],
    ['disabled', { state: 'started', masked: true }, 'refused'],
    ['missing', { state: 'started' }, 'refused'],
    ['missing', { state: 'stopped' }, 'refused'],
    ['missing', { state: 'stopped', enabled: false }, []],
    ['disabled', { state: 'stopped' }, []],
    ['disabled', { state: 'restarted' }, ['start x.service']],
    ['disabled', { state: 'reloaded' }, ['start x.service']],
  ])('%s, wanted %j: %j', ([state, params, commands]) => {
    const decision = decide(modelHost(HOSTS[state] ?? {}), params);
    if (commands === 'refused') expect(decision).toMatchObject({ kind: 'refused', hint: expect.any(String) });
    else
      expect([decision.kind, commandsOf(decision)]).toEqual([
        commands.length > 0 ? 'change' : 'satisfied',
        commands,
      ]);
  });

  test.for<readonly [string, JsonObject, readonly string[] | 'refused']>([
    ['disabled', { state: 'started' }, []],
    ['disabled', { state: 'stopped' }, ['stop x.service']],
    ['disabled', { state: 'restarted' }, ['restart x.service']],
    ['disabled', { state: 'reloaded' }, ['reload x.service']],
    // What runs stays as it is until the next boot.
    ['masked', DISABLED, []],
    ['masked', { state: 'started', masked: true }, []],
    ['masked', { state: 'restarted' }, 'refused'],
    ['masked', { state: 'stopped' }, ['stop x.service']],
    ['enabled', { state: 'stopped', ...DISABLED }, ['disable x.service', 'mask x.service', 'stop x.service']],
    ['missing', { state: 'stopped' }, 'refused'],
    ['missing', { state: 'started' }, []],
  ])('%s and running, wanted %j: %j', ([state, params, commands]) => {
    const decision = decide(modelHost(HOSTS[state] ?? {}, ['x.service']), params);
    if (commands === 'refused') expect(decision.kind).toBe('refused');
    else expect(commandsOf(decision)).toEqual(commands);
  });

  test('never with --now', () => {
    for (const entries of Object.values(HOSTS)) {
      for (const params of [DISABLED, { enabled: true }, { masked: false, enabled: true }]) {
        expect(commandsOf(decide(modelHost(entries, ['x.service']), params)).join(' ')).not.toContain(
          '--now',
        );
      }
    }
  });
});

const anyParams = fc
  .record(
    {
      enabled: fc.boolean(),
      masked: fc.boolean(),
      state: fc.constantFrom('started', 'stopped', 'restarted', 'reloaded'),
      daemon_reload: fc.boolean(),
    },
    { requiredKeys: [] },
  )
  .map((params): JsonObject => params as JsonObject);
const anyHost = fc
  .tuple(fc.constantFrom(...Object.values(HOSTS)), fc.subarray(['x.service', 'a.service']), fc.boolean())
  .map(([entries, active, knows]) => {
    const host = modelHost(entries, active);
    if (!knows) host.knowsMask = false;
    return host;
  });

test('what was done is not wanted again, and undoing it brings back every file, link and running unit', () => {
  let changes = 0;
  fc.assert(
    fc.property(anyHost, anyParams, (host, params) => {
      const decision = decide(host, params);
      const before = snapshot(host);
      if (decision.kind !== 'change') return;
      changes += 1;
      const { change } = decision;
      expect(change.diff).not.toEqual([]);
      const undo = apply(host, change);
      if (change.proof === 'ask-again') expect(decide(host, params)).toMatchObject({ kind: 'satisfied' });
      undo();
      expect(snapshot(host)).toEqual({ ...(before as object), knowsMask: expect.any(Boolean) });
      // Undoing again, as after a lost reply, changes nothing.
      undo();
      expect(snapshot(host)).toEqual({ ...(before as object), knowsMask: expect.any(Boolean) });
    }),
    { numRuns: 2000 },
  );
  expect(changes).toBeGreaterThan(300);
});
