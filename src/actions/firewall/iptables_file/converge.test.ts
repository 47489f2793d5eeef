import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ownedFixtures } from '../../../firewall/owned.test-kit.ts';
import type { JsonObject } from '../../../model/values/json.ts';
import { decide, type Host, POLLUTED, written } from './host.test-kit.ts';

const PLACES = {
  rules: '/etc/sysconfig/iptables',
  config: '/etc/sysconfig/iptables-config',
  reapply: '/etc/sysconfig/rulerun-reapply-ipv4',
} as const;

/** What is decided, and that once it is done nothing more is wanted. */
function settle(host: Host, params: JsonObject = {}): 'satisfied' | 'change' | 'refused' {
  const decision = decide(host, params);
  if (decision.kind !== 'change') return decision.kind === 'satisfied' ? 'satisfied' : 'refused';
  const { apply, preserve, undo } = decision.change;
  const files = written(decision.change);
  expect(Object.keys(files).sort()).toEqual([...preserve].sort());
  expect(undo).toMatchObject({
    operations: preserve.toReversed().map((path) => ({ kind: 'restore', path })),
  });
  expect(apply.at(-1)).toMatchObject({ kind: 'write' });
  const now = { ...host };
  for (const name of ['rules', 'config', 'reapply'] as const) {
    const text = files[PLACES[name]];
    if (text !== undefined) now[name] = text;
  }
  expect(decide(now, params)).toMatchObject({ kind: 'satisfied' });
  return 'change';
}

test.for(ownedFixtures())('$name: cleaned once, and then as wanted', ({ text }) => {
  settle({ rules: text, config: 'IPTABLES_SAVE_ON_STOP=yes\n' });
  settle({ rules: text }, { allow_undecided: true });
});

test('any part of what a node has is cleaned once, or refused, and then as wanted', () => {
  const lines = POLLUTED.split('\n');
  const kinds = new Set<string>();
  const some = fc.subarray(lines.flatMap((line, index) => (/^(?:-A|:)/.test(line) ? [index] : [])));
  fc.assert(
    fc.property(some, fc.boolean(), fc.boolean(), (out, drop, allowed) => {
      const dropped = new Set(out);
      const left = lines.filter((_, index) => !dropped.has(index)).join('\n');
      const rules = drop ? left.replace(':FORWARD ACCEPT', ':FORWARD DROP') : left;
      kinds.add(settle({ rules }, allowed ? { allow_undecided: true } : {}));
    }),
    { numRuns: 300 },
  );
  expect(kinds.has('refused')).toBe(true);
  expect(kinds.has('change')).toBe(true);
});
