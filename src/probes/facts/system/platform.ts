import { type FactGroup, words } from '../group.ts';
import { type Fact, factProbe, type ToldFacts } from '../told.ts';

export const platform: FactGroup = {
  name: 'platform',
  subsets: words('min platform system kernel kernel_version machine architecture machine_id'),
  names: words(
    `system kernel kernel_version machine architecture userspace_architecture userspace_bits
    hostname nodename fqdn domain machine_id`,
  ),
  ask: () => factProbe(['rr_facts_platform'], platformFacts),
};

function* platformFacts({ section, content }: ToldFacts): Iterable<Fact> {
  const [names = '', kernel_version = ''] = section('uname');
  const [system = '', nodename = '', kernel = '', machine = ''] = names.split(' ');
  const fqdn = fullName(section('fqdn'), nodename);
  yield* Object.entries({ system, nodename, kernel, machine, kernel_version, fqdn });
  yield ['hostname', nodename.split('.', 1)[0]];
  yield ['domain', fqdn.split('.').slice(1).join('.')];
  const id = content('/var/lib/dbus/machine-id') ?? content('/etc/machine-id');
  yield ['machine_id', id?.split('\n', 1)[0]];
  yield* architectureFacts(machine, section('class')[0]?.trim() === '1' ? '32' : '64');
}

/** What programs are made for, which may be narrower than the machine. */
function* architectureFacts(machine: string, bits: '32' | '64'): Iterable<Fact> {
  const isOldIntel = /^i[3456]86$/.test(machine);
  yield ['architecture', isOldIntel ? 'i386' : machine];
  yield ['userspace_bits', bits];
  if (isOldIntel || machine === 'x86_64') yield ['userspace_architecture', bits === '64' ? 'x86_64' : 'i386'];
}

/** As Python: of the names that go with the host's address the first that has a dot, else the first; else its own. */
function fullName(lines: readonly string[], nodename: string): string {
  const names = (lines[0] ?? '').trim().split(/\s+/).slice(1);
  return names.find((name) => name.includes('.')) ?? names[0] ?? nodename;
}
