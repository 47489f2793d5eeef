import type { FactGroup } from '../group.ts';
import { factProbe, type ToldFacts } from '../told.ts';
import { distributionFacts, RELEASE_FILES } from './distribution.ts';

/** Package managers by the program they are known by. Where a host has several, the last counts. */
const MANAGERS: readonly (readonly [path: string, name: string])[] = [
  ['/usr/bin/rpm-ostree', 'atomic_container'],
  ['/usr/bin/yum', 'yum'],
  ['/usr/bin/dnf', 'dnf'],
  ['/usr/bin/apt-get', 'apt'],
  ['/usr/bin/zypper', 'zypper'],
  ['/usr/sbin/urpmi', 'urpmi'],
  ['/usr/bin/pacman', 'pacman'],
  ['/bin/opkg', 'opkg'],
  ['/usr/pkg/bin/pkgin', 'pkgin'],
  ['/opt/local/bin/pkgin', 'pkgin'],
  ['/opt/local/bin/port', 'macports'],
  ['/usr/local/bin/brew', 'homebrew'],
  ['/sbin/apk', 'apk'],
  ['/usr/sbin/pkg', 'pkgng'],
  ['/usr/bin/emerge', 'portage'],
  ['/usr/bin/pkg', 'pkg5'],
  ['/usr/bin/xbps-install', 'xbps'],
  ['/usr/local/sbin/pkg', 'pkgng'],
  ['/usr/bin/swupd', 'swupd'],
  ['/usr/sbin/sorcery', 'sorcery'],
];

export const packager: FactGroup = {
  name: 'pkg_mgr',
  subsets: ['min', 'pkg_mgr'],
  brings: ['distribution'],
  names: ['pkg_mgr'],
  ask: () =>
    factProbe(
      ['rr_facts_packager', ...RELEASE_FILES, '/run/ostree-booted', ...MANAGERS.map(([path]) => path)],
      function* (told) {
        yield ['pkg_mgr', managerOf(told)];
      },
    ),
};

function managerOf(told: ToldFacts): string {
  const facts = new Map(distributionFacts(told));
  const family = facts.get('os_family');
  // On ALT, /usr/bin/pkg belongs to Perl.
  const found = MANAGERS.filter(
    ([path]) => told.there(path) && !(family === 'Altlinux' && path === '/usr/bin/pkg'),
  );
  const last = found.at(-1)?.[1] ?? 'unknown';
  if (family === 'RedHat')
    return ofRedHat(
      told,
      String(facts.get('distribution')),
      Number(facts.get('distribution_major_version')),
      last,
    );
  const name = family === 'Debian' ? 'apt' : last;
  if (name !== 'apt') return name;
  return family === 'Altlinux' || told.section('apt').includes('rpm') ? 'apt_rpm' : 'apt';
}

/** Each of the family has changed from yum to dnf with one of its versions, whatever else is installed. */
function ofRedHat({ there }: ToldFacts, distribution: string, major: number, last: string): string {
  if (there('/run/ostree-booted')) return 'atomic_container';
  const since = distribution === 'Fedora' ? 23 : distribution === 'Amazon' ? 2022 : 8;
  const name = major < since ? 'yum' : 'dnf';
  const mustBeThere = distribution === 'Fedora' || distribution === 'Amazon';
  return mustBeThere && !there(`/usr/bin/${name}`) ? last : name;
}
