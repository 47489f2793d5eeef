import { type Dirent, existsSync, lstatSync, readdirSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

/** How a node shows the programs of the machine it runs on, without being able to change them. */
export interface HostView {
  /** Links to make on the node's disk, by path: the targets. */
  readonly links: ReadonlyMap<string, string>;
  /** Folders and files to bind, as `from` on this machine (or, when relative, on the node's disk) and `to` on the disk. */
  readonly mounts: readonly { readonly from: string; readonly to: string; readonly file: boolean }[];
  /** Folders that are made of links, one for each thing in them: links of these that are not named above go. */
  readonly linkFolders: readonly string[];
}

const devices = ['null', 'zero', 'full', 'random', 'urandom', 'tty'];
/** Configuration without which programs of this machine do not run, or ask the wrong thing. */
const borrowed = [
  'etc/alternatives',
  'etc/ld.so.cache',
  'etc/ld.so.conf',
  'etc/ld.so.conf.d',
  'etc/protocols',
  'etc/services',
];

/**
 * `/usr` is bound once at /run/host/usr; most of it shows at its own place, and `lib` and `libexec` as folders of links,
 * so that the node can have unit files of its own where a real one has them.
 */
export function viewOfThisMachine(root = '/'): HostView {
  const links = new Map<string, string>();
  const mounts: { from: string; to: string; file: boolean }[] = [];
  const linkFolders = ['usr/lib', 'usr/libexec', 'usr/lib/systemd'];

  const show = (entry: Dirent, folder: string, from: string): void => {
    const to = join(folder, entry.name);
    if (entry.isSymbolicLink()) links.set(to, readlinkSync(join(root, to)));
    else if (entry.isDirectory()) mounts.push({ from: join(from, entry.name), to, file: false });
  };
  for (const entry of entries(root)) {
    if (/^(bin|sbin|lib(|32|64|x32))$/.test(entry.name)) show(entry, '', root);
  }
  for (const entry of entries(join(root, 'usr'))) {
    if (/^(bin|sbin|lib(32|64|x32)|share)$/.test(entry.name)) show(entry, 'usr', 'root/run/host/usr');
  }
  const own: Readonly<Record<string, string>> = {
    'usr/lib': 'systemd',
    'usr/libexec': 'iptables',
    'usr/lib/systemd': 'system',
  };
  for (const folder of linkFolders) {
    for (const { name } of entries(join(root, folder))) {
      if (name !== own[folder]) links.set(join(folder, name), `/run/host/${folder}/${name}`);
    }
  }
  for (const path of borrowed) {
    const from = join(root, path);
    if (existsSync(from)) mounts.push({ from, to: path, file: !lstatSync(from).isDirectory() });
  }
  for (const name of devices) mounts.push({ from: `/dev/${name}`, to: `dev/${name}`, file: true });
  return { links, mounts, linkFolders };
}

function entries(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    // Not every machine has every one of these folders.
    return [];
  }
}
