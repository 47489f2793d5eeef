import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isHere, type LocalHostOptions, shells } from '../../src/host/local-host.test-kit.ts';

export const isRoot: boolean = process.getuid?.() === 0;

export function can(what: string, possible: boolean): boolean {
  if (!possible) process.stderr.write(`skipped: ${what}\n`);
  return possible;
}

/** `npm test` plays hosts with it, as an ordinary user: what does not depend on whose shell it is has been asked of it there. */
export function isDefaultShell([program]: readonly [string, ...string[]]): boolean {
  return realpathSync(program) === realpathSync('/bin/sh');
}

/** A way to be a host: a name, and what `localHost` needs to play it. */
export interface Userland {
  readonly name: string;
  readonly options: LocalHostOptions;
  readonly isDefault: boolean;
  /** Its cp and mv copy ACLs and extended attributes. */
  readonly extended: boolean;
}

/**
 * The shells here with the programs of this machine, and, as root, a busybox alone: a root of its own where every
 * program is a link to busybox. `remove` it at the end.
 */
export function userlands(): { readonly all: readonly Userland[]; readonly remove: () => void } {
  const plain = shells.map(({ name, words, exact }) => ({
    name,
    options: { shell: words },
    isDefault: isDefaultShell(words),
    extended: exact,
  }));
  const possible =
    isRoot && isHere('busybox', 'a host with nothing but busybox') && isHere('unshare', 'namespaces');
  if (!can('a host with nothing but busybox: that takes root', possible))
    return { all: plain, remove: () => undefined };
  const root = mkdtempSync(join(tmpdir(), 'rulerun-busybox-'));
  for (const name of ['bin', 'proc', 'dev', 'tmp', 'etc', 'lib', 'lib64', 'usr/lib']) {
    mkdirSync(join(root, name), { recursive: true });
  }
  execFileSync('cp', ['/bin/busybox', join(root, 'bin/busybox')]);
  execFileSync(join(root, 'bin/busybox'), ['--install', '-s', join(root, 'bin')]);
  // The links are made with the path of the program as it was called.
  const names = execFileSync('busybox', ['--list'], { encoding: 'utf8' }).trim().split('\n');
  for (const name of names) {
    if (name !== 'busybox') spawnSync('ln', ['-sf', 'busybox', join(root, 'bin', name)]);
  }
  const enter = [
    `for d in proc dev tmp lib lib64 usr/lib; do [ ! -d /$d ] || mount --rbind /$d ${root}/$d; done`,
    `exec chroot ${root} /bin/sh -c "$1"`,
  ].join('; ');
  const busybox: Userland = {
    name: 'busybox alone',
    options: { shell: ['/bin/sh'], login: ['unshare', '-m', 'sh', '-c', enter, 'sh'] },
    isDefault: false,
    extended: false,
  };
  return { all: [...plain, busybox], remove: () => rmSync(root, { recursive: true, force: true }) };
}
