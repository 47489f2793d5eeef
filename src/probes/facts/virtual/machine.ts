import type { ToldFacts } from '../told.ts';
import { guestOf, hostOf, type Sign } from './sign.ts';

type Firmware = 'product_name' | 'sys_vendor' | 'product_family' | 'bios_vendor';

/** What firmware says of itself in each kind of virtual machine. */
const FIRMWARE: readonly (readonly [wanted: Partial<Record<Firmware, readonly string[]>>, type: string])[] = [
  [{ product_name: ['KVM', 'KVM Server', 'Bochs', 'AHV'] }, 'kvm'],
  [{ sys_vendor: ['oVirt'] }, 'oVirt'],
  [{ sys_vendor: ['Red Hat'], product_family: ['RHV'] }, 'RHV'],
  [{ sys_vendor: ['Red Hat'], product_name: ['RHEV Hypervisor'] }, 'RHEV'],
  [{ product_name: ['VMware Virtual Platform', 'VMware7,1'] }, 'VMware'],
  [{ product_name: ['OpenStack Compute', 'OpenStack Nova'] }, 'openstack'],
  [{ bios_vendor: ['Xen'] }, 'xen'],
  [{ bios_vendor: ['innotek GmbH'] }, 'virtualbox'],
  [{ bios_vendor: ['Amazon EC2', 'DigitalOcean', 'Hetzner'] }, 'kvm'],
  [{ sys_vendor: ['QEMU', 'Amazon EC2', 'DigitalOcean', 'Google', 'Scaleway', 'Nutanix'] }, 'kvm'],
  [{ sys_vendor: ['KubeVirt'] }, 'KubeVirt'],
  [{ sys_vendor: ['Microsoft Corporation'] }, 'VirtualPC'],
  [{ sys_vendor: ['Parallels Software International Inc.'] }, 'parallels'],
  [{ sys_vendor: ['OpenStack Foundation'] }, 'openstack'],
];

const PROCESSORS: readonly (readonly [RegExp, string])[] = [
  [/^model name.*QEMU Virtual CPU/, 'kvm'],
  [/^vendor_id.*User Mode Linux/, 'uml'],
  [/^model name.*UML/, 'uml'],
  [/^machine.*CHRP IBM pSeries .emulated by qemu./, 'kvm'],
  [/^vendor_id.*PowerVM Lx86/, 'powervm_lx86'],
];

export function* machineSigns(told: ToldFacts): Iterable<Sign> {
  yield* FIRMWARE.filter(([wanted]) => fits(wanted, told)).map(([, type]) => guestOf(type));
  yield* told.section('status').flatMap(ofServer);
  yield* told.section('cpuinfo').flatMap(ofProcessor);
  yield* hostingSigns(told);
}

function fits(wanted: Partial<Record<Firmware, readonly string[]>>, { content }: ToldFacts): boolean {
  return Object.entries(wanted).every(([file, values]) =>
    values.includes(content(`/sys/devices/virtual/dmi/id/${file}`) ?? ''),
  );
}

/** Number 0 is the host itself. */
function ofServer(line: string): readonly Sign[] {
  const [, number] = /^VxID:\s+(\d)/.exec(line) ?? [];
  if (number === undefined) return [];
  return [number === '0' ? hostOf('linux_vserver') : guestOf('linux_vserver')];
}

function ofProcessor(line: string): readonly Sign[] {
  if (/^vendor_id.*IBM\/S390/.test(line)) return [{ decides: ['PR/SM', 'LPAR'], guest: ['PR/SM'] }];
  return PROCESSORS.filter(([shape]) => shape.test(line)).map(([, type]) => guestOf(type));
}

/** What it can be a host of, and the last that may tell a guest. */
function* hostingSigns({ there, section }: ToldFacts): Iterable<Sign> {
  const modules = section('modules').map((line) => line.split(' ', 1)[0]);
  if (modules.includes('kvm')) yield hostOf('kvm');
  if (modules.includes('vboxdrv')) yield hostOf('virtualbox');
  if (modules.includes('virtio')) yield { decides: ['kvm', 'guest'], host: ['kvm'] };
  const product = section('product')
    .filter((line) => !line.startsWith('#'))
    .join('');
  if (product.startsWith('VMware')) yield guestOf('VMware');
  if (product.includes('BHYVE')) yield guestOf('bhyve');
  if (there('/dev/kvm')) yield hostOf('kvm');
}
