import { debianLike } from './debian-like.ts';
import type { Guess } from './guess.ts';
import { type DistributionFacts, given, quotedIn, type Recogniser } from './recogniser.ts';
import { suse } from './suse.ts';

/** The first that recognises its file decides; the order is Ansible's. */
export const RECOGNISERS: readonly Recogniser[] = [
  { path: '/etc/altlinux-release', variety: 'Altlinux', read: calledBy('Altlinux', 'ALT') },
  { path: '/etc/oracle-release', variety: 'OracleLinux', read: calledBy('OracleLinux', 'Oracle Linux') },
  {
    path: '/etc/slackware-version',
    variety: 'Slackware',
    read: (text) =>
      text.includes('Slackware')
        ? { ...given('distribution_version', /\w+[.]\w+\+?/.exec(text)?.[0]) }
        : undefined,
  },
  {
    path: '/etc/centos-release',
    variety: 'CentOS',
    read: (text) => {
      if (text.includes('CentOS Stream')) return { distribution_release: 'Stream' };
      return text.includes('TencentOS Server') ? { distribution: 'TencentOS' } : undefined;
    },
  },
  { path: '/etc/redhat-release', variety: 'RedHat', read: calledBy('RedHat', 'Red Hat') },
  { path: '/etc/vmware-release', variety: 'VMwareESX', suffices: true, read: () => ({}) },
  {
    path: '/etc/openwrt_release',
    variety: 'OpenWrt',
    read: (text) =>
      text.includes('OpenWrt')
        ? {
            ...given('distribution_version', quotedIn('DISTRIB_RELEASE', text)),
            ...given('distribution_release', quotedIn('DISTRIB_CODENAME', text)),
          }
        : undefined,
  },
  { path: '/etc/os-release', variety: 'Amazon', read: amazon },
  {
    path: '/etc/system-release',
    variety: 'Amazon',
    read: (text) =>
      text.includes('Amazon')
        ? { distribution_version: text.split(/\s+/).find((word) => /^\d+$/.test(word)) ?? 'NA' }
        : undefined,
  },
  { path: '/etc/alpine-release', variety: 'Alpine', read: (text) => ({ distribution_version: text }) },
  { path: '/etc/arch-release', variety: 'Archlinux', suffices: true, read: () => ({}) },
  {
    path: '/etc/os-release',
    variety: 'Archlinux',
    read: (text) => (text.includes('Arch Linux') ? {} : undefined),
  },
  { path: '/etc/os-release', variety: 'SUSE', read: suse },
  { path: '/etc/os-release', variety: 'Debian', read: debianLike },
  { path: '/etc/lsb-release', variety: 'Debian', read: debianLike },
  {
    path: '/etc/lsb-release',
    variety: 'Mandriva',
    read: (text) =>
      text.includes('Mandriva')
        ? {
            ...given('distribution_version', quotedIn('DISTRIB_RELEASE', text)),
            ...given('distribution_release', quotedIn('DISTRIB_CODENAME', text)),
          }
        : undefined,
  },
  { path: '/etc/sourcemage-release', variety: 'SMGL', read: calledBy('SMGL', 'Source Mage GNU/Linux') },
  { path: '/usr/lib/os-release', variety: 'ClearLinux', read: clearLinux },
  {
    path: '/etc/coreos/update.conf',
    variety: 'Coreos',
    read: (text, { distribution }) =>
      distribution === 'Coreos'
        ? { ...given('distribution_release', /^GROUP=(.*)/.exec(text)?.[1]?.replaceAll('"', '')) }
        : undefined,
  },
  {
    path: '/etc/os-release',
    variety: 'Flatcar',
    read: (text, { distribution }) => (distribution === 'Flatcar' ? flatcar(text) : undefined),
  },
  { path: '/etc/os-release', variety: 'NA', read: anyOther },
];

/** A file whose first word is a distribution of the family, unless the words of its own name are in it. */
function calledBy(name: string, words: string): Recogniser['read'] {
  return (text) =>
    text.includes(words)
      ? { distribution: name, distribution_file_search_string: words }
      : { distribution: text.split(/\s+/)[0] ?? name };
}

function amazon(text: string): DistributionFacts | undefined {
  if (!text.includes('Amazon')) return undefined;
  const version = quotedIn('VERSION_ID', text);
  if (version === undefined) return {};
  const [major = '', minor = 'NA'] = version.split('.');
  return {
    distribution_version: version,
    distribution_major_version: major,
    distribution_minor_version: minor,
  };
}

function clearLinux(text: string): DistributionFacts | undefined {
  const name = quotedIn('NAME', text);
  if (name === undefined || !name.includes('Clear Linux')) return name === undefined ? {} : undefined;
  const version = /VERSION_ID=(.*)/.exec(text)?.[1];
  return {
    distribution: name,
    ...given('distribution_version', version),
    ...given('distribution_major_version', version),
    ...given('distribution_release', /ID=(.*)/.exec(text)?.[1]),
  };
}

function flatcar(text: string): DistributionFacts {
  const version = /VERSION=(.*)/.exec(text)?.[1]?.replaceAll('"', '');
  return {
    ...given('distribution_version', version),
    ...given('distribution_major_version', version?.split('.', 1)[0]),
  };
}

function anyOther(text: string, { distribution_version: version }: Guess): DistributionFacts {
  return {
    ...given('distribution', /^NAME=(.*)/m.exec(text)?.[1]?.replaceAll('"', '')),
    ...(version === 'NA'
      ? given('distribution_version', /^VERSION=(.*)/m.exec(text)?.[1]?.replaceAll('"', ''))
      : {}),
  };
}
