import { osRelease } from './os-release.ts';

/** The files of a host that may name its distribution, by their paths. */
export type ReleaseFiles = (path: string) => string | undefined;

/** What the general files say, before any file of a single distribution is looked at. */
export interface Guess {
  readonly distribution: string;
  readonly distribution_version: string;
  readonly distribution_release: string;
  readonly distribution_major_version: string;
}

/** Some are called otherwise than their ID says. */
const CALLED: Readonly<Record<string, string>> = { Amzn: 'Amazon', Rhel: 'Redhat', '': 'OtherLinux' };
const SAME_ID: Readonly<Record<string, string>> = { ol: 'oracle', 'opensuse-leap': 'opensuse' };

export function guessFrom(content: ReleaseFiles, paths: readonly string[]): Guess {
  const release = osRelease(content('/etc/os-release') ?? content('/usr/lib/os-release'));
  const named = releaseLine(content, paths);
  const written = (release.get('ID') ?? named?.id ?? '').toLowerCase().replaceAll(' ', '_');
  const id = SAME_ID[written] ?? written;
  const capitalized = id.slice(0, 1).toUpperCase() + id.slice(1);
  const version = versionOf(id, release, named, content) || 'NA';
  return {
    distribution: CALLED[capitalized] ?? capitalized,
    distribution_version: version,
    distribution_release: codenameOf(release, named) ?? 'NA',
    distribution_major_version: version.split('.', 1)[0] || 'NA',
  };
}

/** CentOS and Debian say only half of their version in os-release: there the one with the most parts counts. */
function versionOf(
  id: string,
  release: ReadonlyMap<string, string>,
  named: ReleaseLine | undefined,
  content: ReleaseFiles,
): string {
  const versions = [
    release.get('VERSION_ID') ?? '',
    named?.version ?? '',
    /\d[\d.]*/.exec(release.get('PRETTY_NAME') ?? '')?.[0] ?? '',
  ];
  const first = versions.find((version) => version !== '') ?? '';
  if (id !== 'centos' && id !== 'debian') return first;
  if (id === 'debian') versions.push(content('/etc/debian_version') ?? '');
  const parts = (version: string): number => version.split('.').length;
  const best = versions.reduce((one, other) => (one === '' || parts(other) > parts(one) ? other : one));
  return id === 'centos' ? best.split('.').slice(0, 2).join('.') : best;
}

function codenameOf(
  release: ReadonlyMap<string, string>,
  named: ReleaseLine | undefined,
): string | undefined {
  const given = release.get('VERSION_CODENAME') ?? release.get('UBUNTU_CODENAME');
  if (given !== undefined) return given;
  const [, inside, behind] = /\((\D+)\)|,\s*(\D+)/.exec(release.get('VERSION') ?? '') ?? [];
  return (inside ?? behind)?.trim() || named?.codename || undefined;
}

/** `CentOS Linux release 7.9.2009 (Core)`. */
interface ReleaseLine {
  readonly id: string;
  readonly version: string;
  readonly codename: string;
}

/** Such names that tell of something else than the distribution. */
const OTHERS: ReadonlySet<string> = new Set(
  [
    'debian_version',
    'ec2_version',
    'lsb-release',
    'oem-release',
    'os-release',
    'system-release',
    'plesk-release',
    'iredmail-release',
    'board-release',
  ].map((name) => `/etc/${name}`),
);

function releaseLine(content: ReleaseFiles, paths: readonly string[]): ReleaseLine | undefined {
  for (const path of paths.filter((one) => !OTHERS.has(one)).toSorted()) {
    const [, id] = /^\/etc\/(\w+)[-_](?:release|version)$/.exec(path) ?? [];
    const line = content(path)?.split('\n', 1)[0];
    if (id === undefined || line === undefined) continue;
    const [, version = '', codename = ''] =
      /(?:\srelease)?\s*(\d[\d.+\-a-z]*)\s*(?:\(([^)]*)\))?\s*$/.exec(line) ?? [];
    return { id, version, codename };
  }
  return undefined;
}
