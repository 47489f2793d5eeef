import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { testFolder } from '../../../../test/contracts/in-process-sshd.ts';
import { viewOfThisMachine } from './host-view.ts';

/** Makes folders (ending in `/`), links (`path -> target`) and empty files. */
function machine(folder: string, paths: readonly string[]): void {
  for (const path of paths) {
    const [name = '', target] = path.split(' -> ');
    const whole = join(folder, name);
    mkdirSync(name.endsWith('/') ? whole : dirname(whole), { recursive: true });
    if (target !== undefined) symlinkSync(target, whole);
    else if (!name.endsWith('/')) writeFileSync(whole, name);
  }
}

const usr = ['usr/bin/sh', 'usr/lib/libc.so', 'usr/lib/systemd/systemd', 'usr/lib/systemd/system/x.service'];

test('where /bin is a link to /usr/bin, it is one on the node', () => {
  using folder = testFolder();
  machine(folder.path, [
    ...usr,
    'bin -> usr/bin',
    'lib -> usr/lib',
    'usr/sbin -> bin',
    'usr/lib64/',
    'usr/games/',
  ]);
  const view = viewOfThisMachine(folder.path);
  expect(Object.fromEntries(view.links)).toEqual({
    bin: 'usr/bin',
    lib: 'usr/lib',
    'usr/sbin': 'bin',
    'usr/lib/libc.so': '/run/host/usr/lib/libc.so',
    'usr/lib/systemd/systemd': '/run/host/usr/lib/systemd/systemd',
  });
  expect(view.mounts.map(({ to }) => to).filter((to) => /usr|bin|lib/.test(to))).toEqual([
    'root/run/host/usr',
    'root/usr/bin',
    'root/usr/lib64',
  ]);
});

test('where /bin is a folder of its own, it is bound', () => {
  using folder = testFolder();
  machine(folder.path, [...usr, 'bin/sh', 'lib/ld.so', 'sbin/']);
  const view = viewOfThisMachine(folder.path);
  const bound = view.mounts.filter(({ from }) => from.startsWith(folder.path));
  expect(bound.map(({ to }) => to).sort()).toEqual([
    'root/bin',
    'root/lib',
    'root/run/host/usr',
    'root/sbin',
  ]);
  expect(bound.every(({ options }) => options.split(',').includes('ro'))).toBe(true);
});

test('unit files and /usr/local are the own ones of a node', () => {
  using folder = testFolder();
  machine(folder.path, [
    ...usr,
    'usr/local/bin/mine',
    'usr/libexec/iptables/iptables.init',
    'usr/libexec/other',
  ]);
  const view = viewOfThisMachine(folder.path);
  const shown = [...view.links.keys(), ...view.mounts.map(({ to }) => to)].join('\n');
  expect(shown).not.toMatch(/usr\/local|systemd\/system$|libexec\/iptables/m);
  expect(view.links.get('usr/libexec/other')).toBe('/run/host/usr/libexec/other');
});

test('what programs go through or look up is shown too', () => {
  using folder = testFolder();
  machine(folder.path, [...usr, 'etc/alternatives/awk -> /usr/bin/mawk', 'etc/protocols', 'etc/shadow']);
  const view = viewOfThisMachine(folder.path);
  expect(view.mounts.map(({ to }) => to)).toContain('root/etc/alternatives');
  expect([...view.files]).toEqual([['etc/protocols', Buffer.from('etc/protocols').toString('base64')]]);
});

test('nothing of this machine can be written to, but the null device and the own network', () => {
  const writable = viewOfThisMachine().mounts.filter(({ options }) => !options.split(',').includes('ro'));
  expect(writable.map(({ to }) => to.replace('root/', '')).sort()).toEqual([
    'proc',
    'proc/sys/net',
    ...(writable.some(({ to }) => to.endsWith('sysrq-trigger')) ? ['proc/sysrq-trigger'] : []),
    'run/host/net',
    'run/host/wire',
  ]);
});
