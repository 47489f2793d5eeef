import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ssh2, { type AuthContext, type Connection, type ServerConfig } from 'ssh2';
import type { SshAddress } from '../../src/model/playbook/address.ts';
import { freshKeyPair } from '../../src/transports/sandbox/keys.ts';
import { sendOutputs } from '../../src/transports/sandbox/outputs.ts';

/** A host with an sshd that a test can order about. Everything of it lies in one folder. */
export interface TestHost extends AsyncDisposable {
  readonly folder: string;
  readonly port: number;
  /** The known_hosts file of its address. It holds the host's key. */
  readonly knownHosts: string;
  /** The way in: a key file, strict checking against `knownHosts`, 10 s. */
  address(changes?: Partial<SshAddress>): SshAddress;
  /** Gives the host another key of the same type, for all logins from now on. */
  changeHostKey(): Promise<void>;
  /** Ends the host's side of every connection, as a crash of its sshd would. */
  cut(): Promise<void>;
}

export interface InProcessOptions {
  readonly config?: Partial<ServerConfig>;
  readonly hostKeys?: readonly string[];
  /** Decides a login; left out, the one key of the address is accepted. Must call accept or reject. */
  readonly authenticate?: (context: AuthContext, attempt: number) => void;
  /** Runs a command; left out, /bin/sh does. `undefined`: refuses it. */
  readonly execute?: ((command: string, channel: ssh2.ServerChannel) => void) | undefined;
  /** Holds back the answer to a command until `accept` is called. */
  readonly beforeExec?: (accept: () => void) => void;
  /** Holds back a session until `open` is called. */
  readonly beforeSession?: (open: () => void) => void;
  /** So many sessions are refused before the first is opened. */
  readonly sessionsRefused?: number;
  /** What is asked of the host: `publickey`, `session`, `exec`, `pty`, `env`, …; `close`: a session was closed. */
  readonly log?: string[];
}

export interface KeyPair {
  readonly private: string;
  /** `ssh-ed25519 AAAA…` */
  readonly public: string;
}

export function keyPair(type: 'ed25519' | 'rsa' = 'ed25519'): KeyPair {
  return type === 'rsa' ? ssh2.utils.generateKeyPairSync('rsa', { bits: 2048 }) : freshKeyPair();
}

/** A folder that is gone when the test is over. */
export function testFolder(): Disposable & { readonly path: string } {
  const path = mkdtempSync(join(tmpdir(), 'rulerun-test-'));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

/** Writes the private key as ssh-keygen does. Returns the path. */
export function writeKey(folder: string, name: string, key: KeyPair): string {
  const path = join(folder, name);
  writeFileSync(path, key.private, { mode: 0o600 });
  return path;
}

/** An ssh2 server on loopback that runs commands with this machine's /bin/sh. */
export async function startInProcess(options: InProcessOptions = {}): Promise<TestHost> {
  const folder = testFolder();
  const userKey = keyPair();
  const keyFile = writeKey(folder.path, 'id', userKey);
  const clients = new Set<Connection>();
  const serve = (hostKeys: readonly string[]): ssh2.Server =>
    new ssh2.Server({ ...options.config, hostKeys: [...hostKeys] }, (client) => {
      clients.add(client);
      client.on('error', () => {});
      client.once('close', () => clients.delete(client));
      converse(client, options, userKey.public);
    });

  let hostKeys = options.hostKeys ?? [keyPair().private];
  let server = serve(hostKeys);
  const port = await listen(server, 0);
  const knownHosts = join(folder.path, 'known_hosts');
  writeFileSync(knownHosts, hostKeys.map((key) => `${knownLine(port, key)}\n`).join(''));

  const cut = async (): Promise<void> => {
    for (const client of clients) destroy(client);
  };
  return {
    folder: folder.path,
    port,
    knownHosts,
    cut,
    address: (changes) => ({
      kind: 'ssh',
      hostname: '127.0.0.1',
      port,
      user: 'tester',
      password: undefined,
      keyFiles: [keyFile],
      keysNamed: true,
      agentSocket: undefined,
      identitiesOnly: false,
      hostKeys: { mode: 'strict', knownHostsFiles: [knownHosts] },
      jumps: [],
      connectTimeoutMs: 60_000,
      ...changes,
    }),
    async changeHostKey() {
      // Connections that are open stay so, as with an sshd that is started anew.
      void close(server);
      hostKeys = [keyPair().private];
      server = serve(hostKeys);
      await listen(server, port);
    },
    async [Symbol.asyncDispose]() {
      await cut();
      await close(server);
      folder[Symbol.dispose]();
    },
  };
}

/** The line of a known_hosts file for a private key of a host on loopback. */
export function knownLine(port: number, privateKey: string): string {
  const [key] = [ssh2.utils.parseKey(privateKey)].flat();
  if (key === undefined || key instanceof Error) throw key;
  return `[127.0.0.1]:${port} ${key.type} ${key.getPublicSSH().toString('base64')}`;
}

function listen(server: ssh2.Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

function close(server: ssh2.Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
  });
}

/** Without a word of farewell. */
function destroy(client: Connection): void {
  const socket: unknown = Reflect.get(client, '_sock');
  if (socket instanceof Object && 'destroy' in socket && typeof socket.destroy === 'function')
    socket.destroy();
}

function converse(client: Connection, options: InProcessOptions, publicKey: string): void {
  const { log = [], authenticate = acceptKey(publicKey) } = options;
  let attempts = 0;
  client.on('authentication', (context) => {
    log.push(context.method);
    attempts += 1;
    authenticate(context, attempts);
  });
  client.on('request', (_accept, reject, name) => {
    log.push(`request ${name}`);
    reject?.();
  });
  client.on('tcpip', (accept, _reject, { destIP, destPort }) => {
    log.push('tcpip');
    const far = connect(destPort, destIP, () => {
      const near = accept();
      near.on('error', () => far.destroy());
      near.pipe(far).pipe(near);
    });
    far.on('error', () => _reject());
  });
  let sessionsRefused = options.sessionsRefused ?? 0;
  client.on('session', (accept, refuse) => {
    log.push('session');
    sessionsRefused -= 1;
    if (sessionsRefused >= 0) return refuse();
    const open = (): void => serveSession(accept(), options, log);
    if (options.beforeSession === undefined) open();
    else options.beforeSession(open);
  });
}

function serveSession(session: ssh2.Session, options: InProcessOptions, log: string[]): void {
  session.on('close', () => log.push('close'));
  for (const kind of ['pty', 'env', 'shell', 'subsystem', 'sftp', 'auth-agent', 'x11'] as const) {
    session.on(kind, (_accept: unknown, reject: unknown) => {
      log.push(kind);
      if (typeof reject === 'function') reject();
    });
  }
  session.on('exec', (run, refuseExec, { command }) => {
    log.push('exec');
    const execute = 'execute' in options ? options.execute : runHere;
    if (execute === undefined) return refuseExec();
    const accept = (): void => execute(command, run());
    if (options.beforeExec === undefined) accept();
    else options.beforeExec(accept);
  });
}

/** Accepts whoever holds the private key to this public one. */
export function acceptKey(publicKey: string): (context: AuthContext) => void {
  const key = ssh2.utils.parseKey(publicKey);
  if (key instanceof Error) throw key;
  return (context) => {
    if (context.method !== 'publickey' || !key.getPublicSSH().equals(context.key.data))
      return context.reject(['publickey']);
    if (context.signature === undefined || context.blob === undefined) return context.accept();
    if (key.verify(context.blob, context.signature, context.hashAlgo)) context.accept();
    else context.reject(['publickey']);
  };
}

function runHere(command: string, channel: ssh2.ServerChannel): void {
  runWith(['/bin/sh', '-c', command], process.env, channel);
}

/** Runs a program as the command of a channel. */
export function runWith(
  [program, ...words]: readonly [string, ...string[]],
  env: NodeJS.ProcessEnv,
  channel: ssh2.ServerChannel,
): void {
  const child = spawn(program, words, { env, stdio: ['pipe', 'pipe', 'pipe'] });
  channel.on('error', () => {});
  child.stdin.on('error', () => {});
  channel.pipe(child.stdin);
  const closed = new Promise<void>((resolve) => channel.once('close', () => resolve()));
  const allSaid = sendOutputs(channel, child, closed);
  // What sshd does for a client that has gone: it lets go of the command.
  void closed.then(() => {
    child.stdin.destroy();
    child.stdout.destroy();
    child.stderr.destroy();
  });
  child.once('close', async (code, signal) => {
    // As sshd does: the end comes after all that was said, also where the window keeps some of it waiting.
    await allSaid;
    if (signal === null) channel.exit(code ?? 255);
    else channel.exit(signal.replace(/^SIG/, ''));
    channel.end();
  });
}
