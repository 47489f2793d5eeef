import { words } from '../group.ts';

/** The distributions that belong together; every other one is a family of its own. Names with blanks stand apart. */
const FAMILIES: readonly (readonly [family: string, members: readonly string[]])[] = [
  [
    'RedHat',
    [
      ...words(
        `RedHat RHEL Fedora CentOS Scientific SLC Ascendos CloudLinux PSBM OracleLinux OVS OEL Amazon Virtuozzo
        XenServer Alibaba EulerOS openEuler AlmaLinux Rocky TencentOS EuroLinux`,
      ),
      'Kylin Linux Advanced Server',
    ],
  ],
  [
    'Debian',
    [
      ...words('Debian Ubuntu Raspbian Neon SteamOS Devuan Kali Pop!_OS Parrot Uos Deepin OSMC'),
      ...['KDE neon', 'Linux Mint', 'Cumulus Linux', 'Pardus GNU/Linux'],
    ],
  ],
  ['Suse', [...words('SuSE SLES SLED openSUSE SLES_SAP SUSE_LINUX'), 'openSUSE Tumbleweed', 'openSUSE Leap']],
  ['Archlinux', words('Archlinux Antergos Manjaro')],
  ['Mandrake', words('Mandrake Mandriva')],
  ['Gentoo', words('Gentoo Funtoo')],
  ['ClearLinux', ['Clear Linux OS', 'Clear Linux Mix']],
];

export function familyOf(distribution: string): string {
  return FAMILIES.find(([, members]) => members.includes(distribution))?.[0] ?? distribution;
}
