import { expect, test } from 'vitest';
import type { JsonObject } from '../../../model/values/json.ts';
import { decideOn, disk, FOLDER, file } from '../host-file/model-disk.test-kit.ts';
import { fileText } from './action.ts';

const HOST = disk({
  '/etc/x': file('# \xc3\xa9\n-A DOCKER -j RETURN\n:DOCKER - [0:0]\n-A INPUT -j ACCEPT\n'),
  '/etc/d': FOLDER,
});

test.for<readonly [JsonObject, object]>([
  [{ path: '/etc/x' }, { kind: 'satisfied', result: { exists: true, matches: [] }, messages: [] }],
  [{ path: '/etc/no' }, { kind: 'satisfied', result: { exists: false } }],
  [{ path: '/etc/x', must_match: ['^-A INPUT'] }, { kind: 'satisfied' }],
  [
    { path: '/etc/x', must_match: ['^-A OUTPUT'] },
    { kind: 'refused', why: 'no line of /etc/x matches ^-A OUTPUT' },
  ],
  [{ path: '/etc/no', must_match: ['x'] }, { kind: 'refused' }],
  [
    { path: '/etc/x', must_not_match: ['DOCKER'] },
    { kind: 'refused', why: '/etc/x says `-A DOCKER -j RETURN`, `:DOCKER - [0:0]`' },
  ],
  [{ path: '/etc/x', must_not_match: ['KUBE'] }, { kind: 'satisfied' }],
  [
    { path: '/etc/x', should_not_match: ['^(-A|:)DOCKER', '^-A DOCKER'] },
    {
      kind: 'satisfied',
      result: { matches: expect.arrayContaining([':DOCKER - [0:0]', '-A DOCKER -j RETURN']) },
      messages: [{ severity: 'warning' }],
    },
  ],
  [{ path: '/etc/x', should_not_match: ['é'] }, { result: { matches: ['# é'] } }],
  [
    { path: '/etc/x', must_match: ['('] },
    { kind: 'refused', why: 'the expression ( cannot be used: the pattern has a `(` that is never closed' },
  ],
  [{ path: '/etc/d' }, { kind: 'refused' }],
])('%j: %j', ([params, decision]) => {
  expect(decideOn(HOST, fileText, params)).toMatchObject(decision);
});

test('many lines are counted', () => {
  const host = disk({ '/etc/x': file('a\n'.repeat(9)) });
  expect(decideOn(host, fileText, { path: '/etc/x', should_not_match: ['a'] })).toMatchObject({
    messages: [{ text: '/etc/x says `a`, `a`, `a` and 6 lines more like that' }],
  });
});
