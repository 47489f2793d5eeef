import { expect, test } from 'vitest';
import type { Answer } from '../../../model/action.ts';
import { NO_CONTEXT } from '../../../probes/said.test-kit.ts';
import { hostFree } from './action.ts';

function answer(stdout: string, exitCode = 0): Answer {
  return { exitCode, stdout: new TextEncoder().encode(stdout), stderr: new Uint8Array(), droppedBytes: 0 };
}

test.for([
  { said: '', kind: 'satisfied' },
  {
    said: 'run=r1\nsince=2026-11-23T01:37:04.869Z\n',
    kind: 'refused',
    why: 'run r1 has this host since 2026-11-23T01:37:04.869Z',
  },
  { said: 'wrong others can write to /var/lib/rulerun\n', kind: 'refused', why: 'others can write' },
])('$said is $kind', ({ said, kind, why }) => {
  const decision = hostFree.plan({}, [answer(said)], NO_CONTEXT);
  expect(decision.kind).toBe(kind);
  if (decision.kind === 'refused') expect(decision.why).toContain(why);
});

test('a host that does not answer is not taken for free', () => {
  expect(hostFree.plan({}, [answer('', 124)], NO_CONTEXT).kind).toBe('refused');
});
