import { execFile, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { test as base } from 'vitest';

const execute = promisify(execFile);
export const root: string = fileURLToPath(new URL('../..', import.meta.url));
export const flagship: string = join(root, 'playbooks/disable-iptables-service.yml');
const lab = join(root, 'test/lab/lab');
const bin = join(root, 'dist/bin.js');

/** Why the lab cannot run here; undefined: it can. */
export const reason: string | undefined =
  process.platform !== 'linux'
    ? 'the lab needs Linux'
    : process.getuid?.() !== 0
      ? 'the lab needs root'
      : undefined;

export async function labCommand(...args: readonly string[]): Promise<string> {
  const { stdout } = await execute(lab, [...args], { maxBuffer: 1 << 26, timeout: 900_000 });
  return stdout;
}

/** Runs a script as root on a host, without the network. */
export async function on(host: string, script: string): Promise<string> {
  return (await labCommand('exec', host, 'sh', '-c', script)).trimEnd();
}

export interface Finished {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
  readonly all: string;
}

/** Runs the built rulerun as a person would, who types this. */
export function rulerun(argv: readonly string[], stateDir: string, typed = ''): Promise<Finished> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [bin, ...argv], {
      cwd: root,
      env: { ...process.env, RULERUN_STATE_DIR: stateDir, NO_COLOR: '1' },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    child.stdin.end(typed);
    const said = { out: '', err: '', all: '' };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said.out += text;
      said.all += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said.err += text;
      said.all += text;
    });
    child.once('close', (code) => resolve({ exitCode: code ?? -1, ...said }));
  });
}

/** What matters of a host: how its units stand, its rules, its containers and the files that rulerun may touch. */
export async function stateOf(host: string): Promise<string> {
  return on(
    host,
    `systemctl is-enabled iptables docker; systemctl is-active iptables docker
     find /etc/systemd /etc/sysconfig -type d -printf '%p %y %m %u:%g\\n' | sort
     find /etc/systemd /etc/sysconfig ! -type d -printf '%p %y %l %m %u:%g %T@\\n' | sort
     find /etc/systemd /etc/sysconfig -type f -exec sha256sum {} + | sort
     iptables-save | sed -e '/^#/d' -e 's/\\[[0-9:]*\\]//'
     docker ps --no-trunc -q | xargs docker inspect --format '{{.Id}} {{.State.StartedAt}}'`,
  );
}

export interface LabFixtures {
  readonly folder: string;
  readonly stateDir: string;
  /** Writes an inventory of the lab's hosts for a login user, with more variables for all; returns its path. */
  readonly inventoryFor: (user: string, more?: Readonly<Record<string, unknown>>) => Promise<string>;
}

export const test = base.extend<LabFixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads what a fixture needs from this pattern
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'rulerun-lab-'));
    await use(folder);
    await rm(folder, { recursive: true, force: true });
  },
  stateDir: async ({ folder }, use) => {
    await use(join(folder, 'state'));
  },
  inventoryFor: async ({ folder }, use) => {
    await use(async (user, more = {}) => {
      const inventory = join(folder, 'inventory');
      await mkdir(inventory, { recursive: true });
      await labCommand('inventory', '--user', user, inventory);
      const vars = { accept_no_host_firewall: true, ...more };
      await writeFile(join(inventory, 'more.yml'), JSON.stringify({ all: { vars } }));
      return inventory;
    });
  },
});

export async function labPassword(): Promise<string> {
  const folder = process.env['RULERUN_LAB_DIR'] ?? '/var/lib/rulerun-lab';
  return (await readFile(join(folder, 'opspw.password'), 'utf8')).trim();
}
