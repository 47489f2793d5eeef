import { createServer } from 'node:net';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../model/values/json.ts';
import { ask, userlands } from '../../../probes/asking.test-kit.ts';
import { NO_CONTEXT, said } from '../../../probes/said.test-kit.ts';
import { withDefaults } from '../../defaults.test-kit.ts';
import { decideOn, disk, FOLDER, file } from '../../files/host-file/model-disk.test-kit.ts';
import { waitFor as bareWaitFor } from './action.ts';

const waitFor = withDefaults(bareWaitFor);

const HOST = disk({
  '/etc/x': file('one\nready: 42\n'),
  '/etc/d': FOLDER,
  '/etc/l': { kind: 'link', to: 'no' },
});

describe('a path', () => {
  test.for<readonly [JsonObject, object]>([
    [{ path: '/etc/x' }, { kind: 'satisfied' }],
    [{ path: '/etc/d', state: 'present' }, { kind: 'satisfied' }],
    [{ path: '/etc/no' }, { kind: 'waiting', for: '/etc/no to appear', everyMs: 1000, limitMs: 300_000 }],
    [{ path: '/etc/l' }, { kind: 'waiting' }],
    [{ path: '/etc/no', state: 'absent' }, { kind: 'satisfied' }],
    [{ path: '/etc/l', state: 'absent' }, { kind: 'satisfied' }],
    [
      { path: '/etc/x', state: 'absent', timeout: 5000, sleep: 500 },
      { kind: 'waiting', for: '/etc/x to go', everyMs: 500, limitMs: 5000 },
    ],
    [
      { path: '/etc/x', search_regex: '^ready: (?P<n>\\d+)$' },
      { kind: 'satisfied', result: { match_groups: ['42'], match_groupdict: { n: '42' } } },
    ],
    [
      { path: '/etc/x', search_regex: 'never' },
      { kind: 'waiting', for: '/etc/x to match never' },
    ],
    [
      { path: '/etc/no', msg: 'is the agent up?', timeout: 0 },
      { for: '/etc/no to appear (is the agent up?)', limitMs: 1 },
    ],
    [{ path: '/etc/x', search_regex: '(' }, { kind: 'refused' }],
    [{ path: '/etc/d', search_regex: 'x' }, { kind: 'refused' }],
    [
      { path: '/etc/x', state: 'stopped' },
      { kind: 'refused', why: '`state: stopped` is only for a port' },
    ],
    [{ path: '/etc/x', state: 'drained' }, { kind: 'refused' }],
    [{ path: '/etc/x', state: 'absent', search_regex: 'x' }, { kind: 'refused' }],
    [
      { port: 22, search_regex: 'x' },
      { kind: 'refused', why: '`search_regex` is only for a file: nothing is read from ports' },
    ],
    [{ port: 22, host: 'db1', state: 'drained' }, { kind: 'refused' }],
  ])('%j: %j', ([params, decision]) => {
    if ('port' in params)
      expect(waitFor.plan(params, [said(''), said('')], NO_CONTEXT)).toMatchObject(decision);
    else expect(decideOn(HOST, waitFor, params)).toMatchObject(decision);
  });
});

const LISTENING = '      1 00000000:0016 0A\n';
const FOR_OTHERS = '      1 0A00000A:0016 0A\n';
const CONNECTED = '      3 0100007F:0016 01\n      1 0100007F:0016 06\n';

describe('a port of its own', () => {
  test.for<readonly [string, string, string, object]>([
    ['started', LISTENING, 'closed', { kind: 'satisfied', result: { port: 22, state: 'started' } }],
    ['started', '      1 00000000000000000000000000000000:0016 0A\n', 'closed', { kind: 'satisfied' }],
    ['started', '      1 0000000000000000FFFF00000100007F:0016 0A\n', 'unable', { kind: 'satisfied' }],
    // Redirected by the firewall to a container: nothing listens, and it answers.
    ['started', '', 'open', { kind: 'satisfied' }],
    ['started', '', 'closed', { kind: 'waiting', for: 'port 22 to open' }],
    ['started', FOR_OTHERS, 'closed', { kind: 'waiting' }],
    ['started', CONNECTED, 'closed', { kind: 'waiting' }],
    ['started', '', 'unable', { kind: 'waiting' }],
    ['stopped', LISTENING, 'closed', { kind: 'waiting', for: 'port 22 to close' }],
    ['stopped', CONNECTED, 'closed', { kind: 'satisfied' }],
    ['absent', '', 'open', { kind: 'waiting' }],
    ['drained', LISTENING, '', { kind: 'satisfied' }],
    ['drained', LISTENING + CONNECTED, '', { kind: 'waiting', for: '4 connections to port 22 to end' }],
    ['drained', '      1 0100007F:0016 01\n', '', { kind: 'waiting', for: '1 connection to port 22 to end' }],
  ])('%s, with sockets %j, connecting says %j: %j', ([state, sockets, connect, decision]) => {
    expect(
      waitFor.plan({ port: 22, state }, [said(`sockets\n${sockets}`), said(`${connect}\n`)], NO_CONTEXT),
    ).toMatchObject(decision);
  });
});

test.for([
  ['started', 'open', { kind: 'satisfied' }],
  ['started', 'closed', { kind: 'waiting', for: 'port 5432 of db1 to open' }],
  ['stopped', 'closed', { kind: 'satisfied' }],
  ['started', 'unable', { kind: 'refused' }],
] as const)("%s, another host's port is %s: %j", ([state, connect, decision]) => {
  const params = { host: 'db1', port: 5432, state, connect_timeout: 2500 };
  expect(waitFor.observe(params)).toEqual([{ argv: ['rr_connect', 'db1', '5432', '3'] }]);
  expect(waitFor.plan(params, [said(`${connect}\n`)], NO_CONTEXT)).toMatchObject(decision);
});

describe.each(userlands)('$name', (userland) => {
  test('sees a real port open and close', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const { port } = address;
    const look = (state: string) =>
      waitFor.plan(
        { port, state },
        waitFor.observe({ port, state }).map(({ argv }) => ask(userland, argv)),
        NO_CONTEXT,
      ).kind;
    const kinds = [look('started'), look('stopped'), look('drained')];
    const connect = Buffer.from(
      ask(userland, ['rr_connect', '127.0.0.1', String(port), '5']).stdout,
    ).toString();
    await new Promise((resolve) => server.close(resolve));
    expect(kinds).toEqual(['satisfied', 'waiting', 'satisfied']);
    expect(connect).toMatch(/^(open|unable)\n$/);
    expect([look('started'), look('stopped')]).toEqual(['waiting', 'satisfied']);
    expect(
      Buffer.from(ask(userland, ['rr_connect', '127.0.0.1', String(port), '5']).stdout).toString(),
    ).toMatch(/^(closed|unable)\n$/);
  });
});
