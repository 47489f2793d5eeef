import { describe, expect, test } from 'vitest';
import { said } from '../../../probes/said.test-kit.ts';
import { readUnit, type Unit } from '../../../probes/unit/unit.ts';
import { linksToCome, pathsOfEnablement, restoreLinks } from './enablement.ts';

function unit(lines: readonly string[]): Unit {
  const read = readUnit(
    said(['Id=a@b-c.service', 'Names=a@b-c.service', 'LoadState=loaded', ...lines].join('\n')),
  );
  if (typeof read === 'string') throw new Error(read);
  return read;
}

describe('the links that enabling makes', () => {
  test.for([
    ['WantedBy=multi-user.target', ['multi-user.target.wants/a@b-c.service']],
    ['WantedBy = x.target y.target ', ['x.target.wants/a@b-c.service', 'y.target.wants/a@b-c.service']],
    ['RequiredBy=x.target', ['x.target.requires/a@b-c.service']],
    ['UpheldBy=x.target', ['x.target.upholds/a@b-c.service']],
    ['Alias=%p.service %N.service', ['a.service', 'a@b-c.service']],
    ['WantedBy=dev-%i.device', ['dev-b-c.device.wants/a@b-c.service']],
    [
      'WantedBy=%n.target %%.target',
      ['a@b-c.service.target.wants/a@b-c.service', '%.target.wants/a@b-c.service'],
    ],
    ['Also=other.service', []],
    ['DefaultInstance=x', []],
    ['WantedBy=', []],
  ] as const)('%s', ([line, links]) => {
    expect(linksToCome(unit([`install\ta@b-c.service\t${line}`]))).toEqual(
      links.map((link) => `/etc/systemd/system/${link}`),
    );
  });
});

const WANTS = '/etc/systemd/system/x.target.wants';
const INSTALL = 'install\ta@b-c.service\tWantedBy=x.target';

test('what is there and what will be is put back, each once', () => {
  const there = unit([
    INSTALL,
    `wants\ta@b-c.service\t${WANTS}/a@b-c.service\t/y`,
    `wants\tz.service\t${WANTS}/z.service\t/z`,
  ]);
  expect(pathsOfEnablement(there)).toEqual([`${WANTS}/a@b-c.service`, `${WANTS}/z.service`]);
});

describe('folders of links', () => {
  const paths = [
    `${WANTS}/a@b-c.service`,
    '/etc/systemd/system/alias.service',
    '/run/systemd/system/a@b-c.service',
  ];

  test('one that was there comes back before its links, with its mode', () => {
    expect(restoreLinks(unit([`folder\t${WANTS}\t700`]), paths)).toEqual([
      { kind: 'directory', path: WANTS, mode: '0700' },
      ...paths.map((path) => ({ kind: 'restore', path })),
    ]);
  });

  test('one that was not there goes after its links, if it is empty by then', () => {
    expect(restoreLinks(unit([]), paths)).toEqual([
      ...paths.map((path) => ({ kind: 'restore', path })),
      { kind: 'run', argv: ['sh', '-c', 'rmdir -- "$1" 2>/dev/null || :', 'sh', WANTS] },
    ]);
  });
});
