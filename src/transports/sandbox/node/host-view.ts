import { type Dirent, existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

/** How a node shows the programs of the machine it runs on, without being able to change them. */
export interface HostView {
  /** Links to make on the node's disk, by path: the targets. */
  readonly links: ReadonlyMap<string, string>;
  /** Folders that are made of such links: other links in them go. */
  readonly linkFolders: readonly string[];
  /** Files to copy to the node's disk, by path: their content as base64. */
  readonly files: ReadonlyMap<string, string>;
  /** What to mount, in this order. */
  readonly mounts: readonly Mount[];
}

export interface Mount {
  /** A path on this machine; when relative, in the node's folder. */
  readonly from: string;
  /** In the node's folder. */
  readonly to: string;
  readonly options: string;
  /** What has to be there to mount on; undefined: an earlier mount brings it. */
  readonly on: 'folder' | 'file' | undefined;
}

const devices = ['null', 'zero', 'full', 'random', 'urandom', 'tty'];
/** Configuration without which programs of this machine do not start, or do not know the names of protocols. */
const borrowed = ['etc/ld.so.cache', 'etc/protocols', 'etc/services'];
/** What the node has of its own in folders that otherwise are made of links. */
const own: Readonly<Record<string, string>> = {
  'usr/lib': 'systemd',
  'usr/lib/systemd': 'system',
  'usr/libexec': 'iptables',
};

/**
 * `/usr` is bound once at /run/host/usr; most of it shows at its own place, and `lib` and `libexec` as folders of links,
 * so that the node can have unit files of its own where a real one has them. `root` is for tests.
 */
export function viewOfThisMachine(root = '/'): HostView {
  const links = new Map<string, string>();
  const mounts: Mount[] = [
    // Flags may be added in a user namespace, never taken away: these work whatever /usr is mounted with.
    { from: join(root, 'usr'), to: 'root/run/host/usr', options: 'rbind,ro,nosuid,nodev', on: 'folder' },
    { from: 'wire', to: 'root/run/host/wire', options: 'bind', on: 'folder' },
  ];
  const show = (entry: Dirent, folder: string, from: string): void => {
    const path = join(folder, entry.name);
    if (entry.isSymbolicLink()) links.set(path, readlinkSync(join(root, path)));
    else if (entry.isDirectory()) {
      mounts.push({
        from: join(from, entry.name),
        to: `root/${path}`,
        // Recursively: a user namespace may not look under what is mounted in there.
        options: 'rbind,ro,nosuid,nodev',
        on: 'folder',
      });
    }
  };
  for (const entry of entries(root)) {
    if (/^(bin|sbin|lib(|32|64|x32))$/.test(entry.name)) show(entry, '', root);
  }
  for (const entry of entries(join(root, 'usr'))) {
    if (/^(bin|sbin|lib(32|64|x32)|share)$/.test(entry.name)) show(entry, 'usr', 'root/run/host/usr');
  }
  for (const [folder, owned] of Object.entries(own)) {
    for (const { name } of entries(join(root, folder))) {
      if (name !== owned) links.set(join(folder, name), `/run/host/${folder}/${name}`);
    }
  }
  for (const entry of entries(join(root, 'etc'))) {
    // What some of the links in /usr/bin go through.
    if (entry.name === 'alternatives') show(entry, 'etc', join(root, 'etc'));
  }
  return {
    links,
    linkFolders: Object.keys(own),
    files: new Map(borrowed.filter((path) => existsSync(join(root, path))).map((path) => copyOf(root, path))),
    mounts: [...mounts, ...devices.map(deviceMount), ...procMounts()],
  };
}

function deviceMount(name: string): Mount {
  // Read-only keeps a node from changing the device's owner and mode; it can be written to all the same.
  return { from: `/dev/${name}`, to: `root/dev/${name}`, options: 'bind,ro,nosuid,noexec', on: 'file' };
}

/**
 * With uid 0 outside too, the kernel would let a node write settings of the machine: it keeps those of its own network,
 * which are set aside while the others become read-only.
 */
function procMounts(): readonly Mount[] {
  const sys = 'root/proc/sys';
  const aside = 'root/run/host/net';
  return [
    { from: 'proc', to: 'root/proc', options: '', on: 'folder' },
    { from: `${sys}/net`, to: aside, options: 'bind', on: 'folder' },
    { from: sys, to: sys, options: 'bind,ro,nosuid,nodev,noexec', on: undefined },
    { from: aside, to: `${sys}/net`, options: 'bind', on: undefined },
    { from: 'boot_id', to: `${sys}/kernel/random/boot_id`, options: 'bind,ro', on: undefined },
    ...(existsSync('/proc/sysrq-trigger')
      ? [{ from: '/dev/null', to: 'root/proc/sysrq-trigger', options: 'bind', on: undefined }]
      : []),
  ];
}

function copyOf(root: string, path: string): readonly [string, string] {
  return [path, readFileSync(join(root, path)).toString('base64')];
}

function entries(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    // Not every machine has every one of these folders.
    return [];
  }
}
