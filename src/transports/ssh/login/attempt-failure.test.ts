import { expect, test } from 'vitest';
import type { SshAddress } from '../../../model/playbook/address.ts';
import { hintOf } from '../../../model/run/failure.ts';
import { connectingFailure, forwardingFailure, lossCause } from './attempt-failure.ts';

const address: SshAddress = {
  kind: 'ssh',
  hostname: 'node-1.example.com',
  port: 2222,
  user: 'admin',
  password: undefined,
  keyFiles: ['/home/me/my key'],
  keysNamed: true,
  agentSocket: undefined,
  identitiesOnly: false,
  hostKeys: { mode: 'strict', knownHostsFiles: [] },
  jumps: [],
  connectTimeoutMs: 10_000,
};
const bastion: SshAddress = { ...address, hostname: 'bastion', port: 22, user: 'jump' };

function errorWith(code: string): Error {
  return Object.assign(new Error(`connect ${code}`), { code, level: 'client-socket' });
}

test.for([
  { code: 'ECONNREFUSED', cause: 'connection refused', hint: 'ssh -v', again: 'no' },
  { code: 'EHOSTUNREACH', cause: 'no route to host', hint: 'ip route get node-1.example.com', again: 'no' },
  { code: 'ENETUNREACH', cause: 'network unreachable', hint: 'ip route get', again: 'no' },
  { code: 'ENOTFOUND', cause: 'name not found', hint: 'getent hosts node-1.example.com', again: 'no' },
  { code: 'EAI_AGAIN', cause: 'the name server does not answer', hint: 'getent hosts', again: 'passing' },
  { code: 'EMFILE', cause: 'too many files are open here', hint: 'ulimit -n', again: 'no' },
  { code: 'EPLUGH', cause: 'EPLUGH', hint: 'ssh -v', again: 'no' },
])('$code is $cause', ({ code, cause, hint, again }) => {
  const attempt = connectingFailure(address, errorWith(code), new Uint8Array());
  expect(attempt).toMatchObject({
    again,
    failure: { kind: 'unreachable', address: 'node-1.example.com:2222', cause },
  });
  expect(hintOf(attempt.failure)).toContain(hint);
});

test('the cause for a name with several addresses is the most telling one', () => {
  const error = new AggregateError([errorWith('ENETUNREACH'), errorWith('ECONNREFUSED')]);
  expect(connectingFailure(address, error, new Uint8Array()).failure).toMatchObject({
    cause: 'connection refused',
  });
});

test('a hint is a command that can be copied', () => {
  const through = { ...address, jumps: [bastion] };
  expect(hintOf(connectingFailure(through, errorWith('ECONNREFUSED'), new Uint8Array()).failure)).toBe(
    "ssh -v -J jump@bastion:22 -i '/home/me/my key' -p 2222 admin@node-1.example.com true",
  );
});

test.for([
  { reason: 1, cause: 'bastion:22 does not let jump connect further' },
  { reason: 2, cause: 'connection refused, seen from bastion:22' },
])('a bastion that says reason $reason', ({ reason, cause }) => {
  const error = Object.assign(new Error('(SSH) Channel open failure: Connection refused'), { reason });
  expect(forwardingFailure(address, bastion, error)).toMatchObject({ kind: 'unreachable', cause });
});

test.for([
  [undefined, 'the host closed the connection'],
  [errorWith('ECONNRESET'), 'connection reset by the host'],
  [new Error('Keepalive timeout'), 'no sign of life from the host for 15 s'],
  [
    new Error('Host denied (verification failed)'),
    'the host showed another key in the middle of the connection',
  ],
  [new Error('Bad packet'), 'Bad packet'],
] as const)('a connection lost by %s', ([error, cause]) => {
  expect(lossCause(error, 15_000)).toBe(cause);
});
