import { expect, test } from 'vitest';
import { describeFailure, type Failure, HostFailure, hintOf, wayOut } from './failure.ts';

test.for<readonly [failure: Failure, words: string, hint: string | undefined]>([
  [{ kind: 'unreachable', address: 'a:22', cause: 'refused' }, 'cannot connect to a:22: refused', undefined],
  [
    { kind: 'unreachable', address: 'a:22', cause: 'refused', hint: 'ssh a' },
    'cannot connect to a:22: refused',
    'ssh a',
  ],
  [
    { kind: 'untrusted-host-key', address: 'a', why: 'changed', hint: 'h' },
    'the host key of a is not trusted: changed',
    'h',
  ],
  [
    { kind: 'unauthenticated', user: 'u', tried: ['key', 'agent'], hint: 'h' },
    'u was not let in (tried: key, agent)',
    'h',
  ],
  [
    { kind: 'unauthenticated', user: 'u', tried: [], hint: 'h' },
    'there is no key and no password to log in as u with',
    'h',
  ],
  [
    { kind: 'unauthenticated', user: 'u', tried: [], hint: 'h', said: 'the account has expired' },
    'u was not let in; the host said: the account has expired (tried: nothing)',
    'h',
  ],
  [{ kind: 'become', user: 'root', why: 'no', hint: 'h' }, 'cannot become root: no', 'h'],
  [{ kind: 'lost', cause: 'reset' }, 'the connection was lost: reset', undefined],
  [{ kind: 'timeout', what: 'it', limitMs: 1_500 }, 'it took longer than 1.5 s', undefined],
  [{ kind: 'command', what: '"x"', exitCode: 2, output: '' }, '"x" ended with exit code 2', undefined],
  [
    { kind: 'command', what: '"x"', exitCode: 137, output: '', signal: 9 },
    '"x" was ended by signal 9',
    undefined,
  ],
  [{ kind: 'command', what: '"x"', exitCode: 2, output: 'no' }, '"x" ended with exit code 2: no', undefined],
  [{ kind: 'refused', why: 'so', hint: undefined }, 'so', undefined],
  [{ kind: 'unverified', remaining: 'mask x' }, 'it was done, yet the host still differs: mask x', undefined],
  [{ kind: 'locked', run: 'r', by: 'run r', hint: 'h' }, 'held by run r', 'h'],
  [{ kind: 'unrenderable', why: 'undefined', place: 'a:1:2', hint: 'h' }, 'a:1:2: undefined', 'h'],
  [{ kind: 'protocol', why: 'so' }, 'the host answered in an unexpected way: so', undefined],
  [{ kind: 'internal', why: 'so', stack: '' }, 'a bug in rulerun: so', undefined],
  [{ kind: 'cancelled' }, 'cancelled', undefined],
])('%o', ([failure, words, hint]) => {
  expect(describeFailure(failure)).toBe(words);
  expect(hintOf(failure)).toBe(hint);
  expect(new HostFailure(failure).message).toBe(words);
});

test('a run that has a host may be rolled back where it is known; else only taking over is left', () => {
  expect(wayOut('r1')).toContain('rulerun rollback r1');
  expect(wayOut('unknown')).toBe('say --take-over, which tells first what is there');
});
