import { expect, test } from 'vitest';
import type { JsonObject } from '../../../model/values/json.ts';
import { answer, dependentsAnswer, HOSTS, modelHost, systemd, unitAnswer } from './host.test-kit.ts';

const CONTEXT = { baseline: undefined, files: new Map(), undo: undefined, irreversible: false };
const params: JsonObject = { name: 'x', state: 'restarted', unless_restarted_with: 'firewall' };

function decide(bond: string, active: string, more: JsonObject = {}) {
  const host = modelHost(HOSTS['enabled'] ?? {});
  const bonds = `Id=firewall.service\nActiveState=active\n${bond}\n\nId=x.service\nActiveState=${active}\n\n`;
  const answers = [unitAnswer(host), dependentsAnswer(host), answer('none\n'), answer(bonds)];
  return systemd.plan({ ...params, ...more }, answers, CONTEXT);
}

test('the other unit is asked about', () => {
  expect(systemd.observe(params).at(-1)).toEqual({ argv: ['rr_unit_dependents', 'firewall.service'] });
});

test.for([
  ['ConsistsOf=x.service', 'active', 'satisfied'],
  ['RequiredBy=x.service', 'active', 'satisfied'],
  // systemd restarts only what runs.
  ['ConsistsOf=x.service', 'inactive', 'change'],
  ['ConsistsOf=y.service', 'active', 'change'],
] as const)('a unit that is %s and %s: %s', ([bond, active, kind]) => {
  expect(decide(bond, active).kind).toBe(kind);
});

test('it is said why nothing is done', () => {
  expect(decide('ConsistsOf=x.service', 'active')).toMatchObject({
    messages: [
      {
        text: 'x.service restarts with firewall.service (PartOf=firewall.service), and is not restarted again',
      },
    ],
  });
});

test('without a restart it makes no sense', () => {
  expect(decide('', 'active', { state: 'started' }).kind).toBe('refused');
});
