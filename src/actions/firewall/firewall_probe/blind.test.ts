import { expect, test } from 'vitest';
import type { JsonObject } from '../../../model/values/json.ts';
import { asTold, NODE_RULES } from '../../../probes/rules/node.fixture.ts';
import { NO_CONTEXT, said } from '../../../probes/said.test-kit.ts';
import { withDefaults } from '../../defaults.test-kit.ts';
import { firewallProbe as bareFirewallProbe } from './action.ts';

const firewallProbe = withDefaults(bareFirewallProbe);

const WHOLE = asTold(NODE_RULES, 'iptables-nft-save');
/** The same kernel after another program has put a rule of its own into the nat table. */
const BLIND = WHOLE.replace(/^\*nat\n[\s\S]*?^COMMIT\n/m, '').replace(
  '=end',
  "# Table `nat' is incompatible, use 'nft' tool.\n=end",
);
const PARTLY = WHOLE.replace(
  '=end',
  "# Table `nat' contains incompatible base-chains, use 'nft' tool to list them.\n=end",
);

const WHY = /the table nat cannot be looked at.* \(iptables-nft-save\)/;
const look = (now: string, params: JsonObject, before?: string) =>
  firewallProbe.plan(params, [said(now)], {
    ...NO_CONTEXT,
    baseline: before === undefined ? undefined : [said(before)],
  });

test.for<readonly [string, string, JsonObject, string | undefined]>([
  ['Docker’s chains may be in the table', BLIND, { unchanged: false, expect: ['docker'] }, undefined],
  ['waiting does not help', BLIND, { unchanged: false, expect: ['docker'], converge: 1000 }, undefined],
  ['what was there before cannot be told', WHOLE, { unchanged: false, expect: ['auto'] }, BLIND],
  ['it could be looked at before', BLIND, { unchanged: true }, WHOLE],
  ['all of it could be looked at before', PARTLY, { unchanged: true }, WHOLE],
])('refused, without a word of Docker: %s', ([, now, params, before]) => {
  const decision = look(now, params, before);
  expect(decision).toMatchObject({
    kind: 'refused',
    why: expect.stringMatching(WHY),
    hint: expect.stringContaining('nft list table ip nat'),
  });
  expect(JSON.stringify(decision)).not.toContain('restart docker');
});

test('what can be seen is compared, and what cannot is said', () => {
  expect(look(BLIND, { unchanged: true }, BLIND)).toMatchObject({
    kind: 'satisfied',
    messages: [{ severity: 'warning', text: expect.stringMatching(WHY) }],
  });
  expect(look(BLIND.replace('-A INPUT', '-A INPUT -p udp'), { unchanged: true }, BLIND)).toMatchObject({
    kind: 'refused',
    why: expect.stringContaining('lost in filter'),
  });
});

test('a table that is seen again is not new', () => {
  expect(look(WHOLE, { unchanged: true }, BLIND)).toMatchObject({ kind: 'satisfied' });
});

test('chains of a table that is seen are asked for as ever', () => {
  expect(look(BLIND, { unchanged: false, expect: ['OPENSHIFT-FIREWALL-ALLOW'] })).toMatchObject({
    kind: 'satisfied',
  });
});
