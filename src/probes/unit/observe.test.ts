import { mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ask, temporaryFolder, userlands, writeFiles } from '../asking.test-kit.ts';
import { readDependents } from './dependents.ts';
import { RECORDED, SYSTEMCTL } from './systemctl.fixture.ts';
import { readUnit, type Unit } from './unit.ts';

/** A host's unit folders and a systemctl that says what a real one said. */
interface FakeHost {
  readonly root: string;
  readonly fakes: string;
}

function fakeHost(
  said: Readonly<Record<string, string>>,
  links: Readonly<Record<string, string>> = {},
): FakeHost {
  const root = temporaryFolder();
  writeFiles(root, {
    'bin/systemctl': SYSTEMCTL,
    'usr/lib/systemd/system/iptables.service':
      '[Unit]\nDescription=IPv4 firewall with iptables\nAlso=not.this\n\n[Install]\n# comment\nWantedBy=basic.target\n Also = ip6tables.service\n[Other]\nAlias=not.this\n',
    'usr/lib/systemd/system/ip6tables.service': '[Install]\nWantedBy=basic.target',
    ...Object.fromEntries(Object.entries(said).map(([name, text]) => [`said/${name}`, text])),
  });
  mkdirSync(join(root, 'etc/systemd/system'), { recursive: true });
  for (const [path, target] of Object.entries(links)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    symlinkSync(target, join(root, path));
  }
  return { root, fakes: join(root, 'bin') };
}

function lookAt(userland: (typeof userlands)[number], host: FakeHost, name = 'iptables.service'): Unit {
  const answer = ask(userland, ['rr_unit', name], { fakes: host.fakes, setup: `rr_unit_root=${host.root}` });
  const unit = readUnit({
    ...answer,
    stdout: Buffer.from(Buffer.from(answer.stdout).toString('utf8').replaceAll(host.root, '')),
  });
  if (typeof unit === 'string') throw new Error(unit);
  return unit;
}

const WANTS = '/etc/systemd/system/basic.target.wants/iptables.service';
const VENDOR = '/usr/lib/systemd/system/iptables.service';

describe.each(userlands)('$name', (userland) => {
  describe.each(['219', '252'] as const)('systemd %s', (version) => {
    const said = RECORDED[version];

    test('enabled and running', () => {
      const host = fakeHost(
        { 'show/iptables.service': said.enabled, 'is-enabled/iptables.service': 'enabled' },
        {
          [WANTS]: VENDOR,
          '/etc/systemd/system/basic.target.wants/ip6tables.service':
            '/usr/lib/systemd/system/ip6tables.service',
        },
      );
      expect(lookAt(userland, host)).toMatchObject({
        id: 'iptables.service',
        names: ['iptables.service'],
        loadState: 'loaded',
        activeState: 'active',
        subState: 'exited',
        enabledWord: 'enabled',
        needsReload: false,
        type: 'oneshot',
        remainsAfterExit: true,
        canReload: true,
        requiredBy: [],
        files: expect.arrayContaining([{ kind: 'file', unit: 'iptables.service', path: VENDOR }]),
        enablement: [
          { kind: 'wants', unit: 'iptables.service', path: WANTS, target: VENDOR },
          { unit: 'ip6tables.service' },
        ],
        folders: new Map([['/etc/systemd/system/basic.target.wants', '755']]),
        install: [
          { unit: 'iptables.service', key: 'WantedBy', values: ['basic.target'] },
          { unit: 'iptables.service', key: 'Also', values: ['ip6tables.service'] },
          { unit: 'ip6tables.service', key: 'WantedBy', values: ['basic.target'] },
        ],
      });
    });

    test('masked and running, a link left behind', () => {
      const host = fakeHost(
        { 'show/iptables.service': said.masked, 'is-enabled/iptables.service': 'masked' },
        { '/etc/systemd/system/iptables.service': '/dev/null', [WANTS]: VENDOR },
      );
      expect(lookAt(userland, host)).toMatchObject({
        loadState: 'masked',
        activeState: 'active',
        enabledWord: 'masked',
        files: [
          { kind: 'link', path: '/etc/systemd/system/iptables.service', target: '/dev/null' },
          { kind: 'file', path: VENDOR },
          { unit: 'ip6tables.service' },
        ],
        enablement: [{ path: WANTS }],
        install: [{ key: 'WantedBy' }, { key: 'Also' }, { unit: 'ip6tables.service' }],
      });
    });

    test('not installed', () => {
      const host = fakeHost({ 'show/nonsuch.service': said.missing });
      expect(lookAt(userland, host, 'nonsuch.service')).toMatchObject({
        id: 'nonsuch.service',
        loadState: 'not-found',
        enabledWord: '',
        files: [],
        enablement: [],
      });
    });

    test('who stops with it', () => {
      const host = fakeHost({
        'show/iptables.service': said.enabled,
        'show/docker.service': said.docker,
        'show/atomic-openshift-node.service': said.node,
      });
      const answer = ask(userland, ['rr_unit_dependents', 'iptables.service'], { fakes: host.fakes });
      expect(readDependents(answer)).toEqual({
        all: [
          { unit: 'docker.service', on: 'iptables.service', bond: 'PartOf', active: true },
          { unit: 'atomic-openshift-node.service', on: 'docker.service', bond: 'Requires', active: true },
        ],
        activeConflicts: [],
      });
    });

    test('who is bound to it, requires it, or runs with it', () => {
      const host = fakeHost({
        'show/x.service':
          'Id=x.service\nLoadState=loaded\nBoundBy=b.service\nRequiredBy=r.service\nRequiredByOverridable=o.service\nConflicts=c.service\n',
        'show/b.service': 'Id=b.service\nActiveState=active\nConflicts=not-this.service\n',
        'show/r.service': 'Id=r.service\nActiveState=inactive\nConsistsOf=p.service x.service\n',
        'show/p.service': 'Id=p.service\nActiveState=reloading\n',
        'show/c.service': 'Id=c.service\nActiveState=active\n',
      });
      const dependents = readDependents(
        ask(userland, ['rr_unit_dependents', 'x.service'], { fakes: host.fakes }),
      );
      if (typeof dependents === 'string') throw new Error(dependents);
      expect(dependents.all.map(({ unit, bond, active }) => [unit, bond, active])).toEqual([
        ['b.service', 'BindsTo', true],
        ['r.service', 'Requires', false],
        ['o.service', 'Requires', false],
        ['p.service', 'PartOf', true],
      ]);
      expect(dependents.activeConflicts).toEqual(['c.service']);
    });

    test('its place among the others, although a property is unknown', () => {
      const host = fakeHost({ 'show/docker.service': said.docker });
      const answer = ask(userland, ['rr_unit_graph', 'docker.service'], { fakes: host.fakes });
      expect(answer.exitCode).toBe(0);
      expect(Buffer.from(answer.stdout).toString()).toContain('PartOf=iptables.service');
    });
  });

  test('an alias is told by its own name', () => {
    const host = fakeHost(
      { 'show/lokal.service': RECORDED['252'].alias, 'is-enabled/local.service': 'enabled' },
      { '/etc/systemd/system/lokal.service': '/etc/systemd/system/local.service' },
    );
    writeFiles(host.root, { 'etc/systemd/system/local.service': '[Install]\nAlias=lokal.service\n' });
    expect(lookAt(userland, host, 'lokal.service')).toMatchObject({
      id: 'local.service',
      names: ['local.service', 'lokal.service'],
      enablement: [{ kind: 'alias', unit: 'local.service', path: '/etc/systemd/system/lokal.service' }],
    });
  });

  test('links of all kinds', () => {
    const links = {
      '/etc/systemd/system/a.target.wants/x.service': '/x',
      '/etc/systemd/system/a.target.requires/x.service': '/x',
      '/etc/systemd/system/a.service.upholds/x.service': '/x',
      '/run/systemd/system/a.target.wants/x.service': '/x',
      '/usr/lib/systemd/system/a.target.wants/x.service': '../x.service',
    };
    const host = fakeHost({ 'show/x.service': 'Id=x.service\nNames=x.service\nLoadState=loaded\n' }, links);
    const { enablement, vendorLinks, folders } = lookAt(userland, host, 'x.service');
    expect(enablement.map(({ path }) => path).toSorted()).toEqual(Object.keys(links).slice(0, 4).toSorted());
    expect(vendorLinks.map(({ path }) => path)).toEqual(Object.keys(links).slice(4));
    expect(folders.size).toBe(4);
  });

  test('a mask may be an empty file, and lie in /run or with the package', () => {
    const host = fakeHost(
      { 'show/x@1.service': RECORDED['252'].missing, 'is-enabled/nonsuch.service': 'masked' },
      { '/run/systemd/system/nonsuch.service': '/dev/null' },
    );
    writeFiles(host.root, { 'etc/systemd/system/nonsuch.service': '' });
    writeFiles(host.root, { 'usr/lib/systemd/system/nonsuch.service.wants/other.service': '' });
    expect(lookAt(userland, host, 'x@1.service').files).toEqual([
      { kind: 'empty', unit: 'nonsuch.service', path: '/etc/systemd/system/nonsuch.service' },
      {
        kind: 'link',
        unit: 'nonsuch.service',
        path: '/run/systemd/system/nonsuch.service',
        target: '/dev/null',
      },
    ]);
  });

  test("a template's file and links are those of its instance", () => {
    const host = fakeHost(
      { 'show/getty@tty1.service': 'Id=getty@tty1.service\nNames=getty@tty1.service\nLoadState=loaded\n' },
      {
        '/etc/systemd/system/getty.target.wants/getty@tty1.service': '/usr/lib/systemd/system/getty@.service',
      },
    );
    writeFiles(host.root, {
      'usr/lib/systemd/system/getty@.service': '[Install]\nWantedBy=getty.target\nDefaultInstance=tty1\n',
    });
    expect(lookAt(userland, host, 'getty@tty1.service')).toMatchObject({
      files: [{ kind: 'file', path: '/usr/lib/systemd/system/getty@.service' }],
      enablement: [{ kind: 'wants', path: '/etc/systemd/system/getty.target.wants/getty@tty1.service' }],
      install: [{ unit: 'getty@tty1.service', key: 'WantedBy' }, { key: 'DefaultInstance' }],
    });
  });

  test('units whose files have changed', () => {
    const host = fakeHost({
      'show/*': 'Id=a.service\nNeedDaemonReload=no\n\nId=b.service\nNeedDaemonReload=yes\n',
    });
    const answer = ask(userland, ['rr_unit_stale'], { fakes: host.fakes });
    expect(Buffer.from(answer.stdout).toString()).toBe('b.service\n');
  });

  test.for([['rr_unit', 'x.service'], ['rr_unit_graph', 'x.service'], ['rr_unit_stale']])(
    '%j says that systemd does not answer',
    (argv) => {
      const root = temporaryFolder();
      writeFiles(root, {
        'bin/systemctl':
          '#!/bin/sh\necho "Failed to connect to bus: No such file or directory" >&2\nexit 1\n',
      });
      const answer = ask(userland, argv, { fakes: join(root, 'bin') });
      expect(answer.exitCode).toBe(1);
      expect(Buffer.from(answer.stderr).toString()).toMatch(
        /Failed to connect to bus.*\nsystemctl gave no answer/,
      );
    },
  );
});
