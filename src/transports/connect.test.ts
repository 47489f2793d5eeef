import { expect, test } from 'vitest';
import type { SshAddress, Target } from '../model/playbook/address.ts';
import type { Clock, Link, Random, Session } from '../model/ports.ts';
import { HostFailure } from '../model/run/failure.ts';
import { connectWith, type OpenSession } from './connect.ts';

const never = new AbortController().signal;
const target: Target = { name: 'node-1', address: { kind: 'local' }, becomePassword: undefined };
const clock: Clock = { now: () => 0, wall: () => '', sleep: async () => {} };
const random: Random = { hex: () => 'ab' };

interface Seen {
  links: number;
  closed: number;
  readonly opened: (string | undefined)[];
}

function connectTo(seen: Seen, openSession?: OpenSession): ReturnType<typeof connectWith> {
  const link = (): Link => ({
    start: () => Promise.reject(new Error('nothing is started in this test')),
    async [Symbol.asyncDispose]() {
      seen.closed += 1;
    },
  });
  return connectWith({
    transport: {
      async connect() {
        seen.links += 1;
        return link();
      },
    },
    clock,
    random,
    openSession: async (options) => {
      seen.opened.push(options.identity.become);
      return openSession === undefined ? ({} as Session) : openSession(options);
    },
  });
}

test('one link a host, one session an identity, opened when it is first asked for', async () => {
  const seen: Seen = { links: 0, closed: 0, opened: [] };
  const connection = await connectTo(seen)(target, never);
  expect(seen).toEqual({ links: 1, closed: 0, opened: [] });
  const root = await connection.session({ become: 'root' }, never);
  expect(await connection.session({ become: 'root' }, never)).toBe(root);
  const [plain, again] = await Promise.all(
    [1, 2].map(() => connection.session({ become: undefined }, never)),
  );
  expect(plain).toBe(again);
  await connection[Symbol.asyncDispose]();
  expect(seen).toEqual({ links: 1, closed: 1, opened: ['root', undefined] });
});

test('a session that could not be opened is opened anew', async () => {
  const seen: Seen = { links: 0, closed: 0, opened: [] };
  let tries = 0;
  const connect = connectTo(seen, async () => {
    tries += 1;
    if (tries === 1) throw new HostFailure({ kind: 'cancelled' });
    return {} as Session;
  });
  const connection = await connect(target, never);
  await expect(connection.session({ become: 'root' }, never)).rejects.toThrow('cancelled');
  await expect(connection.session({ become: 'root' }, never)).resolves.toBeDefined();
  expect(tries).toBe(2);
});

test('to become who one is already needs no sudo', async () => {
  const seen: Seen = { links: 0, closed: 0, opened: [] };
  const address: SshAddress = {
    kind: 'ssh',
    hostname: 'node-1',
    port: 22,
    user: 'root',
    password: undefined,
    keyFiles: [],
    keysNamed: false,
    agentSocket: undefined,
    identitiesOnly: false,
    hostKeys: { mode: 'strict', knownHostsFiles: [] },
    jumps: [],
    connectTimeoutMs: 1_000,
  };
  const connection = await connectTo(seen)({ ...target, address }, never);
  const root = await connection.session({ become: 'root' }, never);
  expect(await connection.session({ become: undefined }, never)).toBe(root);
  await connection.session({ become: 'app' }, never);
  expect(seen.opened).toEqual([undefined, 'app']);
});
