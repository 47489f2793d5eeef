import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { acceptKey, keyPair, startInProcess, writeKey } from '../../../test/contracts/in-process-sshd.ts';
import { hear, never } from '../../../test/contracts/link-contract.ts';
import { behind, listen, listenBefore } from '../../../test/contracts/odd-ports.ts';
import { failureOf, failureOfAddress } from '../../../test/contracts/ssh-contract.ts';
import { hintOf } from '../../model/run/failure.ts';
import { connectSsh, sshTransport } from './client.ts';
import { readHello } from './login/hello.ts';

/** How long to wait for what never comes: enough for a busy machine to do what comes before it. */
const LIMIT = 3000;

test('a port where nobody listens', async () => {
  await using host = await startInProcess();
  await using gone = await listen(() => {});
  await gone[Symbol.asyncDispose]();
  const failure = await failureOfAddress(host.address({ port: gone.port }));
  expect(failure).toMatchObject({
    kind: 'unreachable',
    address: `127.0.0.1:${gone.port}`,
    cause: 'connection refused',
  });
  expect(hintOf(failure)).toContain(`-p ${gone.port} tester@127.0.0.1 true`);
});

test('a port that accepts and stays silent', async () => {
  await using host = await startInProcess();
  await using silent = await listen(() => {});
  const failure = await failureOfAddress(host.address({ port: silent.port, connectTimeoutMs: LIMIT }));
  expect(failure).toEqual({
    kind: 'timeout',
    what: `the first word from 127.0.0.1:${silent.port}`,
    limitMs: LIMIT,
  });
  await expect.poll(() => silent.sockets.every(({ destroyed }) => destroyed)).toBe(true);
});

test('a host that stops in the middle of the handshake', async () => {
  await using host = await startInProcess();
  await using stopping = await listen((socket) => socket.write('SSH-2.0-Stopping\r\n'));
  const failure = await failureOfAddress(host.address({ port: stopping.port, connectTimeoutMs: LIMIT }));
  expect(failure).toMatchObject({
    kind: 'timeout',
    what: `the SSH handshake with 127.0.0.1:${stopping.port}`,
  });
});

test('a host that stops in the middle of the login', async () => {
  await using host = await startInProcess({ authenticate: () => {} });
  const failure = await failureOfAddress(host.address({ connectTimeoutMs: LIMIT }));
  expect(failure).toMatchObject({ kind: 'timeout', what: `logging in to 127.0.0.1:${host.port} as tester` });
});

test.for([
  { what: 'waits for more', end: false },
  { what: 'hangs up', end: true },
])('a port that does not speak SSH and $what', async ({ end }) => {
  await using host = await startInProcess();
  await using web = await listen((socket) => {
    socket.write('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
    if (end) socket.end();
  });
  const failure = await failureOfAddress(host.address({ port: web.port, connectTimeoutMs: LIMIT }));
  expect(failure).toMatchObject({
    kind: 'unreachable',
    cause: 'what answers there is not SSH: it says "HTTP/1.1 400 Bad Request"',
  });
});

test.for([
  { what: 'hangs up', say: '' },
  { what: 'says that it is full', say: 'Exceeded MaxStartups\r\n' },
])('a host that $what is tried again', async ({ say }) => {
  await using host = await startInProcess();
  await using port = await listenBefore(host, (socket, number) => {
    if (number > 3) return true;
    socket.end(say);
    return false;
  });
  await using link = await connectSsh(behind(host, port), { signal: never });
  expect((await hear(await link.start('echo in', never))).stdout.toString()).toBe('in\n');
  expect(port.sockets).toHaveLength(4);
});

test('a host that stays full is given up after some tries', async () => {
  await using host = await startInProcess();
  await using port = await listen((socket) => socket.end());
  const failure = await failureOfAddress(behind(host, port));
  expect(failure.kind).toBe('unreachable');
  expect(hintOf(failure)).toContain('MaxStartups');
  expect(port.sockets).toHaveLength(8);
});

test('a host that refuses our address for a while is not bothered again', async () => {
  await using host = await startInProcess();
  await using port = await listen((socket) => socket.end('Not allowed at this time\r\n'));
  const failure = await failureOfAddress(behind(host, port));
  expect('cause' in failure && failure.cause).toContain('PerSourcePenalties');
  expect(port.sockets).toHaveLength(1);
});

test('no more than eight handshakes are under way with one host', async () => {
  const key = keyPair();
  const isKey = acceptKey(key.public);
  let [now, most] = [0, 0];
  await using host = await startInProcess({
    authenticate(context) {
      if (context.method === 'publickey' && context.signature !== undefined) now -= 1;
      isKey(context);
    },
  });
  await using port = await listenBefore(host, () => {
    now += 1;
    most = Math.max(most, now);
    return true;
  });
  const address = { ...behind(host, port), keyFiles: [writeKey(host.folder, 'mine', key)] };
  const transport = sshTransport();
  const connections = Array.from({ length: 30 }, () => transport.connect(address, never));
  for (const connection of connections) await (await connection)[Symbol.asyncDispose]();
  expect([most, now]).toEqual([8, 0]);
});

test('a banner and a greeting are no answers', async () => {
  await using host = await startInProcess({
    config: { banner: 'Authorised\u001b[2J use\r\n'.repeat(500), greeting: 'welcome' },
  });
  await using link = await connectSsh(host.address(), { signal: never });
  expect((await hear(await link.start('echo in', never))).stdout.toString()).toBe('in\n');
});

test.for([
  {
    what: 'key exchange',
    algorithms: { kex: ['diffie-hellman-group14-sha1' as const] },
    cause: /no common key exchange: host offers diffie-hellman-group14-sha1; we offer curve25519-sha256, /,
    hint: 'KexAlgorithms',
  },
  {
    what: 'cipher',
    algorithms: { cipher: ['aes256-cbc' as const] },
    cause: /no common cipher: host offers aes256-cbc; we offer aes128-gcm/,
    hint: 'Ciphers',
  },
  {
    what: 'message authentication',
    algorithms: { cipher: ['aes128-ctr' as const], hmac: ['hmac-sha1' as const] },
    cause: /no common message authentication: host offers hmac-sha1; we offer hmac-sha2-256/,
    hint: 'MACs',
  },
])('no common $what: both lists are shown', async ({ algorithms, cause, hint }) => {
  await using host = await startInProcess({ config: { algorithms } });
  const failure = await failureOfAddress(host.address());
  expect(failure.kind).toBe('unreachable');
  expect('cause' in failure && failure.cause).toMatch(cause);
  expect(hintOf(failure)).toContain(hint);
});

test('a host with an RSA key that signs with SHA-1 alone is refused', async () => {
  await using host = await startInProcess({
    hostKeys: [keyPair('rsa').private],
    config: { algorithms: { serverHostKey: ['ssh-rsa'] } },
  });
  const failure = await failureOfAddress(host.address());
  expect('cause' in failure && failure.cause).toMatch(
    /^no common host key type: host offers ssh-rsa; we offer /,
  );
});

test('we offer nothing weak, and no compression', async () => {
  const bytes: Buffer[] = [];
  await using host = await startInProcess();
  await using port = await listen((socket) => {
    socket.write('SSH-2.0-Listening\r\n');
    socket.on('data', (chunk) => bytes.push(chunk));
  });
  await failureOfAddress(host.address({ port: port.port, connectTimeoutMs: LIMIT }));
  const { offer } = readHello(Buffer.concat(bytes));
  const names = [offer?.keyExchanges, offer?.hostKeys, offer?.ciphers, offer?.macs].flat();
  expect(names.length).toBeGreaterThan(20);
  expect(
    names.filter((name) => /sha1$|sha1-|sha1@|cbc|md5|dss|^ssh-rsa|arcfour|group1-/.test(name ?? '')),
  ).toEqual([]);
  expect(Buffer.concat(bytes).toString('latin1')).toContain('kex-strict-c-v00@openssh.com');
  expect(Buffer.concat(bytes).toString('latin1')).not.toContain('zlib');
});

test.for([
  { hostname: '-oProxyCommand=id', user: 'root', cause: 'a host name must not begin with "-"' },
  { hostname: 'a;id', user: 'root', cause: 'a host name must not hold ";"' },
  { hostname: 'a b', user: 'root', cause: 'a host name must not hold " "' },
  { hostname: '', user: 'root', cause: 'the host name is empty' },
  { hostname: 'a', user: '$(id)', cause: 'a user name must not hold "("' },
])('$cause', async ({ hostname, user, cause }) => {
  await using host = await startInProcess();
  expect(await failureOfAddress(host.address({ hostname, user }))).toMatchObject({
    kind: 'unreachable',
    cause,
  });
});

test('a connection that was made already is used as it is', async () => {
  await using host = await startInProcess();
  const sock = connect(host.port, '127.0.0.1');
  await using link = await connectSsh(host.address(), { signal: never, sock });
  expect((await hear(await link.start('echo in', never))).stdout.toString()).toBe('in\n');
});

test('calling off frees the connection at every moment', async () => {
  await using host = await startInProcess();
  await using port = await listenBefore(host, () => true);
  const address = behind(host, port);
  for (let afterMs = 0; afterMs < 60; afterMs += 4) {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), afterMs);
    const result = await connectSsh(address, { signal: controller.signal }).then(
      (link) => link[Symbol.asyncDispose](),
      (error) => error.failure.kind,
    );
    expect([undefined, 'cancelled']).toContain(result);
  }
  await expect.poll(() => port.sockets.every(({ destroyed }) => destroyed)).toBe(true);
  await expect(failureOf(sshTransport().connect(address, AbortSignal.abort()))).resolves.toEqual({
    kind: 'cancelled',
  });
});
