import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { keyPair, type TestHost, testFolder, writeKey } from '../contracts/in-process-sshd.ts';

const program = '/usr/sbin/sshd';

/** Why the tests with a real sshd cannot run here; undefined: they can. */
export const noSshd: string | undefined = existsSync(program)
  ? undefined
  : `${program} is not installed: apt-get install openssh-server`;

export const isRoot: boolean = process.getuid?.() === 0;

/** A real sshd on a port of its own. */
export interface Sshd extends TestHost {
  /** The process that listens. */
  readonly pid: number;
  /** The processes that serve connections now, without the commands that they run. */
  sessions(): readonly number[];
  /** What it has logged so far. */
  log(): string;
}

export interface SshdOptions {
  /** Lines of its sshd_config, instead of the usual ones with those keywords. */
  readonly config?: readonly string[];
  readonly hostKeyTypes?: readonly ('ed25519' | 'rsa')[];
  /** Words before the sshd's own, such as `unshare -m`. */
  readonly prefix?: (folder: string) => readonly string[];
}

/**
 * Starts Debian's sshd, as root or as a normal user who then logs in as himself. It knows nothing of /etc/ssh and of the
 * user's own files.
 */
export async function startSshd(options: SshdOptions = {}): Promise<Sshd> {
  const folder = testFolder();
  const port = await freePort();
  const userKey = keyPair();
  const keyFile = writeKey(folder.path, 'id', userKey);
  const types = options.hostKeyTypes ?? ['ed25519'];
  for (const type of types) makeHostKey(folder.path, type);
  const knownHosts = join(folder.path, 'known_hosts');
  writeFileSync(
    knownHosts,
    types.map((type) => `[127.0.0.1]:${port} ${publicHostKey(folder.path, type)}\n`).join(''),
  );
  writeFileSync(join(folder.path, 'authorized_keys'), userKey.public);
  writeFileSync(join(folder.path, 'config'), configFor(folder.path, port, types, options.config ?? []));
  // Where sshd as root locks its network child in.
  if (isRoot) mkdirSync('/run/sshd', { recursive: true, mode: 0o755 });

  const prefix = options.prefix?.(folder.path) ?? [];
  let sshd = await launch(prefix, folder.path);
  const stop = async (): Promise<void> => {
    const ended = new Promise((resolve) => sshd.once('close', resolve));
    sshd.kill('SIGTERM');
    await ended;
  };
  const host: Sshd = {
    folder: folder.path,
    port,
    knownHosts,
    get pid() {
      return sshd.pid ?? -1;
    },
    sessions: () => sshdsBelow(sshd.pid ?? -1),
    log: () => readFileSync(join(folder.path, 'log'), 'utf8'),
    async cut() {
      for (const pid of host.sessions()) tell(pid, 'SIGKILL');
    },
    address: (changes) => ({
      kind: 'ssh',
      hostname: '127.0.0.1',
      port,
      user: userInfo().username,
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
      await stop();
      for (const type of types) makeHostKey(folder.path, type);
      sshd = await launch(prefix, folder.path);
    },
    async [Symbol.asyncDispose]() {
      const served = host.sessions();
      await stop();
      for (const pid of served) tell(pid, 'SIGKILL');
      folder[Symbol.dispose]();
    },
  };
  return host;
}

/** A signal to a process that may have ended meanwhile, as the helper of each login does. */
export function tell(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

function makeHostKey(folder: string, type: 'ed25519' | 'rsa'): void {
  const file = join(folder, `host_${type}`);
  rmSync(file, { force: true });
  execFileSync('ssh-keygen', ['-q', '-t', type, '-N', '', '-C', '', '-f', file]);
}

export function publicHostKey(folder: string, type: 'ed25519' | 'rsa'): string {
  return readFileSync(join(folder, `host_${type}.pub`), 'utf8').trim();
}

function configFor(folder: string, port: number, types: readonly string[], own: readonly string[]): string {
  // For most keywords the first line counts, for MaxStartups the last.
  const keywords = own.map((line) => line.split(' ', 1)[0]);
  const usual = usualConfig(folder, port, types).filter((line) => !keywords.includes(line.split(' ', 1)[0]));
  return [...own, ...usual, ''].join('\n');
}

function usualConfig(folder: string, port: number, types: readonly string[]): readonly string[] {
  return [
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    ...types.map((type) => `HostKey ${folder}/host_${type}`),
    `AuthorizedKeysFile ${folder}/authorized_keys`,
    'PidFile none',
    'StrictModes no',
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    'PermitRootLogin yes',
    'UsePAM no',
    'MaxStartups 100',
    // A shell that believes itself nested leaves the user's own .bashrc alone.
    'SetEnv SHLVL=2',
  ];
}

async function launch(prefix: readonly string[], folder: string): Promise<ChildProcess> {
  const [command = '', ...words] = [
    ...prefix,
    program,
    '-D',
    '-f',
    join(folder, 'config'),
    '-E',
    join(folder, 'log'),
  ];
  const log = join(folder, 'log');
  const said = (): string => (existsSync(log) ? readFileSync(log, 'utf8') : '');
  const before = said().length;
  const sshd = spawn(command, words, { stdio: 'ignore' });
  while (!said().slice(before).includes('Server listening')) {
    if (sshd.exitCode !== null) throw new Error(`sshd did not start: ${said()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return sshd;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

/** All processes called sshd below this one. */
function sshdsBelow(pid: number): readonly number[] {
  const processes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap(processOf);
  const below = (parent: number): readonly number[] =>
    processes
      .filter((each) => each.parent === parent && each.name === 'sshd')
      .flatMap((each) => [each.pid, ...below(each.pid)]);
  return below(pid);
}

function processOf(
  name: string,
): readonly { readonly pid: number; readonly name: string; readonly parent: number }[] {
  try {
    const match = /^(\d+) \((.*)\) \S (\d+)/s.exec(readFileSync(`/proc/${name}/stat`, 'utf8'));
    return match === null ? [] : [{ pid: Number(match[1]), name: match[2] ?? '', parent: Number(match[3]) }];
  } catch {
    // It has ended meanwhile.
    return [];
  }
}
