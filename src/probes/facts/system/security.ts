import { jsonObject } from '../../../model/values/json.ts';
import { type FactGroup, words } from '../group.ts';
import { factProbe, type ToldFacts } from '../told.ts';

const MODES: Readonly<Record<string, string>> = {
  enforcing: 'enforcing',
  permissive: 'permissive',
  disabled: 'disabled',
};

/** Ansible asks the library, which some hosts lack though the kernel knows SELinux. */
const LIBRARIES: readonly string[] = [
  '/lib*/libselinux.so.1',
  '/usr/lib*/libselinux.so.1',
  '/lib/*/libselinux.so.1',
  '/usr/lib/*/libselinux.so.1',
];

export const selinux: FactGroup = {
  name: 'selinux',
  subsets: ['min', 'selinux'],
  names: words('selinux selinux_python_present'),
  ask: () =>
    factProbe(
      [
        'rr_facts_files',
        '/sys/fs/selinux/enforce',
        '/sys/fs/selinux/policyvers',
        '/etc/selinux/config',
        ...LIBRARIES,
      ],
      function* (told) {
        const hasLibrary = told.paths.some((path) => path.endsWith('/libselinux.so.1'));
        yield ['selinux_python_present', hasLibrary];
        yield [
          'selinux',
          jsonObject(hasLibrary ? stateOf(told) : [['status', 'Missing selinux Python library']]),
        ];
      },
    ),
};

function* stateOf({ content }: ToldFacts): Iterable<readonly [string, string | number]> {
  const enforced = content('/sys/fs/selinux/enforce');
  yield ['status', enforced === undefined ? 'disabled' : 'enabled'];
  if (enforced === undefined) return;
  const setting = (name: string): string | undefined =>
    new RegExp(`^\\s*${name}\\s*=\\s*(\\S+)`, 'm').exec(content('/etc/selinux/config') ?? '')?.[1];
  const version = Number(content('/sys/fs/selinux/policyvers'));
  yield ['policyvers', Number.isNaN(version) ? 'unknown' : version];
  yield ['config_mode', MODES[(setting('SELINUX') ?? '').toLowerCase()] ?? 'unknown'];
  yield ['mode', enforced === '1' ? 'enforcing' : 'permissive'];
  yield ['type', setting('SELINUXTYPE') ?? 'unknown'];
}

export const apparmor: FactGroup = {
  name: 'apparmor',
  subsets: ['min', 'apparmor'],
  names: ['apparmor'],
  ask: () =>
    factProbe(['rr_facts_files', '/sys/kernel/security/apparmor'], function* ({ there }) {
      const status = there('/sys/kernel/security/apparmor') ? 'enabled' : 'disabled';
      yield ['apparmor', jsonObject([['status', status]])];
    }),
};

export const fips: FactGroup = {
  name: 'fips',
  subsets: ['min', 'fips'],
  names: ['fips'],
  ask: () =>
    factProbe(['rr_facts_files', '/proc/sys/crypto/fips_enabled'], function* ({ content }) {
      yield ['fips', content('/proc/sys/crypto/fips_enabled') === '1'];
    }),
};

export const capabilities: FactGroup = {
  name: 'capabilities',
  subsets: words('min caps system_capabilities system_capabilities_enforced'),
  names: words('system_capabilities system_capabilities_enforced'),
  ask: () =>
    factProbe(['rr_facts_capabilities'], function* ({ section }) {
      const lines = section('capsh');
      const current = lines.find((line) => line.startsWith('Current:'))?.slice('Current:'.length);
      if (current === undefined) {
        const unknown = lines.length > 0;
        yield ['system_capabilities', unknown ? [] : 'N/A'];
        yield ['system_capabilities_enforced', unknown ? 'NA' : 'N/A'];
        return;
      }
      const isWhole = current.split(':', 1)[0]?.trim() === '=ep';
      yield ['system_capabilities_enforced', isWhole ? 'False' : 'True'];
      const listed = current
        .split('=')[1]
        ?.split(',')
        .map((name) => name.trim());
      yield ['system_capabilities', isWhole ? [] : (listed ?? [])];
    }),
};
