import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type HostView, viewOfThisMachine } from './host-view.ts';
import { nodeFiles, sandboxFiles } from './node-files.ts';
import { nodeUnitLinks } from './node-units.ts';

/** The scripts of `node/`, by the paths they have on the disk; the others lie in /usr/local/lib/sandbox. */
const programs: Readonly<Record<string, string>> = {
  'usr/local/sbin/systemctl': 'systemctl',
  'usr/local/sbin/systemd-run': 'systemd-run',
  'usr/local/sbin/docker': 'docker',
  'usr/local/sbin/dockerd': 'dockerd',
  'usr/local/sbin/openshift-node': 'openshift-node',
  'usr/local/sbin/sshd': 'sshd',
  'usr/local/sbin/sudo': 'sudo',
  'usr/local/sbin/service': 'service',
  'usr/local/sbin/logger': 'logger',
  'usr/local/sbin/reboot': 'reboot',
  'usr/local/sbin/poweroff': 'reboot',
  'usr/local/sbin/halt': 'reboot',
  'usr/local/sbin/shutdown': 'reboot',
  'usr/libexec/iptables/iptables.init': 'iptables-init',
};

const folders = [
  ...['dev/shm', 'etc/ssh', 'home', 'mnt', 'opt', 'proc', 'root', 'run/host/usr', 'run/host/wire', 'srv', 'sys', 'tmp'],
  ...['usr/lib/systemd/system', 'usr/libexec/iptables', 'usr/local/bin', 'usr/local/sbin', 'usr/local/lib/sandbox'],
  ...['var/cache', 'var/lib', 'var/log', 'var/spool', 'var/tmp'],
];

const links: Readonly<Record<string, string>> = {
  ...nodeUnitLinks,
  'dev/fd': '/proc/self/fd',
  'dev/stdin': '/proc/self/fd/0',
  'dev/stdout': '/proc/self/fd/1',
  'dev/stderr': '/proc/self/fd/2',
  'var/run': '/run',
  'var/lock': '/run/lock',
  'etc/mtab': '/proc/self/mounts',
};

/**
 * Makes or renews what belongs to the sandbox in a node's folder: `root` (its disk), `wire` and `mounts`. What the
 * node's administrator can change is written only when the disk is new. Any step may be repeated after a crash.
 */
export async function prepareDisk(folder: string, name: string): Promise<void> {
  const root = join(folder, 'root');
  const view = viewOfThisMachine();
  const scripts = await sandboxScripts();
  const wanted = digestOf([[...view.links], view.mounts, [...scripts]]);
  // The last line of this function: a folder that has it is complete.
  const there = await readFile(join(folder, 'prepared'), 'utf8').catch(() => undefined);
  if (there === wanted) return;
  if (there === undefined) {
    await rm(root, { recursive: true, force: true });
    await mkdir(join(folder, 'wire'), { recursive: true, mode: 0o700 });
    await furnish(root, name);
    await writeFile(join(folder, 'boot_id'), '');
  }
  for (const [path, text] of scripts) await write(root, path, text, 0o755);
  await renewView(root, view);
  await writeFile(join(folder, 'mounts'), view.mounts.map(({ from, to }) => `${from}\t${to}\n`).join(''));
  await writeFile(join(folder, 'prepared'), wanted);
}

async function furnish(root: string, name: string): Promise<void> {
  for (const path of folders) await makeFolder(root, path);
  for (const path of ['tmp', 'var/tmp', 'dev/shm']) await chmod(join(root, path), 0o1777);
  await chmod(join(root, 'root'), 0o700);
  for (const [path, text] of Object.entries(nodeFiles(name))) {
    await write(root, path, text, path.startsWith('etc/sysconfig/iptables') ? 0o600 : 0o644);
  }
  for (const [path, to] of Object.entries(links)) await link(root, path, to);
}

/** The text of every script on the disk, by path. */
async function sandboxScripts(): Promise<ReadonlyMap<string, string>> {
  const here = new URL('node/', import.meta.url);
  const texts = new Map<string, string>(Object.entries(sandboxFiles));
  for (const file of await readdir(here)) {
    if (!file.endsWith('.sh')) continue;
    texts.set(`usr/local/lib/sandbox/${file}`, await readFile(new URL(file, here), 'utf8'));
  }
  for (const [path, script] of Object.entries(programs)) {
    texts.set(path, texts.get(`usr/local/lib/sandbox/${script}.sh`) ?? '');
  }
  return texts;
}

/** Makes the links and mount points that show this machine's programs; links to what has gone are removed. */
async function renewView(root: string, view: HostView): Promise<void> {
  for (const folder of view.linkFolders) {
    await makeFolder(root, folder);
    for (const entry of await readdir(join(root, folder), { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isSymbolicLink() && !view.links.has(path)) await rm(join(root, path));
    }
  }
  for (const [path, to] of view.links) await link(root, path, to);
  for (const { to, file } of view.mounts) {
    if (!file) await makeFolder(root, to);
    else if (!existsSync(join(root, to))) await write(root, to, '', 0o644);
  }
}

/** With the usual mode whatever the umask is, as its parents. */
async function makeFolder(root: string, path: string): Promise<void> {
  const whole = join(root, path);
  if (existsSync(whole)) return;
  if (path !== '.') await makeFolder(root, dirname(path));
  await mkdir(whole);
  await chmod(whole, 0o755);
}

async function write(root: string, path: string, text: string, mode: number): Promise<void> {
  await makeFolder(root, dirname(path));
  await writeFile(join(root, path), text);
  await chmod(join(root, path), mode);
}

async function link(root: string, path: string, to: string): Promise<void> {
  const whole = join(root, path);
  await makeFolder(root, dirname(path));
  await rm(whole, { force: true, recursive: true });
  await symlink(to, whole);
}

function digestOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
