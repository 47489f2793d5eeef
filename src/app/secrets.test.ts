import { expect, test } from 'vitest';
import type { SshAddress } from '../model/playbook/address.ts';
import { Secret } from '../model/values/secret.ts';
import { secretsOf } from './secrets.ts';

function reached(password: string | undefined, jumps: readonly SshAddress[] = []): SshAddress {
  return {
    kind: 'ssh',
    hostname: 'h',
    port: 22,
    user: 'ops',
    password: password === undefined ? undefined : new Secret(password),
    keyFiles: [],
    keysNamed: false,
    agentSocket: undefined,
    identitiesOnly: false,
    hostKeys: { mode: 'strict', knownHostsFiles: [] },
    jumps,
    connectTimeoutMs: 1000,
  };
}

test('every password that hosts are reached with is a secret: the login’s, sudo’s, and those of hosts on the way', () => {
  const targets = [
    { name: 'a', address: reached('login', [reached('bastion')]), becomePassword: new Secret('sudo') },
    { name: 'b', address: reached('login'), becomePassword: undefined },
    { name: 'c', address: { kind: 'local' as const }, becomePassword: new Secret('other') },
    { name: 'd', address: reached(undefined), becomePassword: undefined },
  ];
  expect(secretsOf(targets)).toEqual(['sudo', 'login', 'bastion', 'other']);
});
