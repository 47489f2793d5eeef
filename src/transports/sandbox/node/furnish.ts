import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { diskFolders, diskLinks, programs } from './disk-plan.ts';
import { nodeFiles } from './files.ts';
import { type HostView, type Mount, viewOfThisMachine } from './host-view.ts';
import { nodeServiceRules } from './rules.ts';

/**
 * Makes or renews what belongs to the sandbox in a node's folder: `root` (its disk), `wire` and `mounts`. What the
 * node's administrator can change is written only when the disk is new. It may be repeated after a crash.
 *
 * Hundreds of small files: one by one without waiting takes a tenth of the time that promises would.
 */
export function furnish(folder: string, name: string): void {
  const root = join(folder, 'root');
  const view = viewOfThisMachine();
  const scripts = sandboxScripts();
  const wanted = digestOf([[...view.links], [...view.files], view.mounts, [...scripts]]);
  // Written last: a folder that has it is complete.
  const seal = join(folder, 'furnished');
  const there = existsSync(seal) ? readFileSync(seal, 'utf8') : undefined;
  if (there === wanted) return;
  if (there === undefined) {
    rmSync(root, { recursive: true, force: true });
    mkdirSync(join(folder, 'wire'), { recursive: true, mode: 0o700 });
    makeDisk(root, name);
    writeFileSync(join(folder, 'boot_id'), '');
  }
  for (const [path, text] of scripts) write(root, path, text, 0o755);
  renewView(root, view);
  writeFileSync(join(folder, 'mounts'), view.mounts.map(fstabLine).join(''));
  writeFileSync(seal, wanted);
}

function makeDisk(root: string, name: string): void {
  for (const path of diskFolders) makeFolder(root, path);
  for (const path of ['tmp', 'var/tmp', 'dev/shm']) chmodSync(join(root, path), 0o1777);
  chmodSync(join(root, 'root'), 0o700);
  for (const [path, text] of Object.entries(nodeFiles(name))) {
    write(root, path, text, path.startsWith('etc/sysconfig/iptables') ? 0o600 : 0o644);
  }
  for (const [path, to] of Object.entries(diskLinks)) link(root, path, to);
}

/** What belongs to the sandbox and is renewed at each power-on, by path. */
function sandboxScripts(): ReadonlyMap<string, string> {
  const here = new URL('./', import.meta.url);
  const texts = new Map([['usr/local/lib/sandbox/node-service.rules', nodeServiceRules]]);
  for (const file of readdirSync(here)) {
    if (!file.endsWith('.sh')) continue;
    texts.set(`usr/local/lib/sandbox/${file}`, readFileSync(new URL(file, here), 'utf8'));
  }
  for (const [path, script] of Object.entries(programs)) {
    texts.set(path, texts.get(`usr/local/lib/sandbox/${script}.sh`) ?? '');
  }
  return texts;
}

/** Makes the links and mount points that show this machine's programs; links to what has gone are removed. */
function renewView(root: string, view: HostView): void {
  for (const folder of view.linkFolders) {
    makeFolder(root, folder);
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isSymbolicLink() && !view.links.has(path)) rmSync(join(root, path));
    }
  }
  for (const [path, to] of view.links) link(root, path, to);
  for (const [path, content] of view.files) write(root, path, Buffer.from(content, 'base64'), 0o644);
  for (const { to, on } of view.mounts) {
    const path = relative('root', to);
    if (on === 'folder') makeFolder(root, path);
    if (on === 'file' && !existsSync(join(root, path))) write(root, path, '', 0o644);
  }
}

function fstabLine({ from, to, options }: Mount): string {
  return options === '' ? `${from} ${to} ${from} defaults 0 0\n` : `${from} ${to} none ${options} 0 0\n`;
}

/** With the usual mode whatever the umask is, as its parents. */
function makeFolder(root: string, path: string): void {
  const whole = join(root, path);
  if (existsSync(whole)) return;
  if (path !== '.') makeFolder(root, dirname(path));
  mkdirSync(whole);
  chmodSync(whole, 0o755);
}

function write(root: string, path: string, content: string | Buffer, mode: number): void {
  makeFolder(root, dirname(path));
  writeFileSync(join(root, path), content);
  chmodSync(join(root, path), mode);
}

function link(root: string, path: string, to: string): void {
  const whole = join(root, path);
  try {
    symlinkSync(to, whole);
  } catch {
    makeFolder(root, dirname(path));
    rmSync(whole, { force: true, recursive: true });
    symlinkSync(to, whole);
  }
}

function digestOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
