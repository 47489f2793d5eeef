import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { childTicks } from './measure.ts';

const sshd = '/usr/sbin/sshd';
const needed: readonly string[] = ['ssh', 'ssh-keygen', 'ip', 'unshare', 'nsenter', 'xargs'];

/** Why there can be no fleet here; undefined: there can. */
export function whyNoFleet(): string | undefined {
  if (process.platform !== 'linux') return 'the benchmark needs Linux';
  if (process.getuid?.() !== 0) return 'the benchmark needs root, for a network of its own';
  if (!existsSync(sshd)) return `${sshd} is not there: apt-get install openssh-server`;
  const missing = needed.filter((name) => !isProgram(name));
  return missing.length === 0 ? undefined : `the benchmark needs ${missing.join(', ')}`;
}

export function isProgram(name: string): boolean {
  return (process.env['PATH'] ?? '').split(':').some((folder) => existsSync(join(folder, name)));
}

/** Many addresses, one machine: one sshd in a network of its own, and for each address a file root in memory. */
export interface Fleet extends AsyncDisposable {
  readonly addresses: readonly string[];
  readonly userKey: string;
  readonly knownHosts: string;
  /** Words before a command that is to reach the fleet. */
  readonly prefix: readonly string[];
  /** A folder for files of a benchmark; it goes with the fleet. */
  readonly folder: string;
  /** Where an address's files are, seen from here. */
  rootOf(address: string): string;
  /** CPU that the hosts have used for connections that are closed. */
  cpuMs(): number;
  /** What has gone through the network since the fleet was started, in both directions. */
  traffic(): { readonly packets: number; readonly bytes: number };
}

export async function startFleet(size: number, source: string): Promise<Fleet> {
  // Not in /tmp: sshd wants a way to a file root that nobody else can write to.
  const folder = mkdtempSync('/run/rulerun-bench-');
  const addresses = Array.from(
    { length: size },
    (_, at) => `10.78.${Math.floor(at / 250)}.${(at % 250) + 1}`,
  );
  for (const name of ['host_key', 'user_key']) {
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', '', '-f', join(folder, name)]);
  }
  const hostKey = readFileSync(join(folder, 'host_key.pub'), 'utf8').trim();
  const knownHosts = join(folder, 'known_hosts');
  writeFileSync(knownHosts, addresses.map((address) => `${address} ${hostKey}\n`).join(''));
  writeFileSync(join(folder, 'sshd_config'), sshdConfig(folder, addresses));
  mkdirSync(join(folder, 'hosts'));
  mkdirSync('/run/sshd', { recursive: true, mode: 0o755 });

  const namespaces = ['--net', '--mount', '--propagation', 'private', '--pid', '--fork', '--kill-child'];
  const outer = spawn('unshare', [...namespaces, 'sh', join(source, 'fleet.sh'), folder, ...addresses], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const ended = new Promise((resolve) => outer.once('close', resolve));
  const log = join(folder, 'log');
  while (!existsSync(log) || !readFileSync(log, 'utf8').includes('Server listening')) {
    if (outer.exitCode !== null) throw new Error('the fleet did not start');
    await pause(20);
  }
  const pid = Number(readFileSync(`/proc/${outer.pid}/task/${outer.pid}/children`, 'latin1').trim());

  return {
    addresses,
    userKey: join(folder, 'user_key'),
    knownHosts,
    prefix: ['nsenter', `--net=/proc/${pid}/ns/net`, '--'],
    folder,
    rootOf: (address) => `/proc/${pid}/root${folder}/hosts/${address}`,
    cpuMs: () => childTicks(pid) * 10,
    traffic: () => trafficOf(readFileSync(`/proc/${pid}/net/dev`, 'latin1')),
    async [Symbol.asyncDispose]() {
      outer.kill('SIGKILL');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function sshdConfig(folder: string, addresses: readonly string[]): string {
  return [
    'Port 22',
    'ListenAddress 0.0.0.0',
    `HostKey ${folder}/host_key`,
    `AuthorizedKeysFile ${folder}/user_key.pub`,
    'PidFile none',
    'StrictModes no',
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    'PermitRootLogin prohibit-password',
    'UsePAM no',
    'PrintMotd no',
    'PrintLastLog no',
    'MaxStartups 1000',
    'MaxSessions 100',
    'Subsystem sftp internal-sftp',
    ...addresses.flatMap((address) => [
      `Match LocalAddress ${address}`,
      `  ChrootDirectory ${folder}/hosts/${address}`,
    ]),
    '',
  ].join('\n');
}

/** The loopback interface hears what it says, so one direction counts both. */
function trafficOf(table: string): { readonly packets: number; readonly bytes: number } {
  const [bytes = 0, packets = 0] = (/^ *lo:(.*)$/m.exec(table)?.[1] ?? '').trim().split(/\s+/).map(Number);
  return { packets, bytes };
}
