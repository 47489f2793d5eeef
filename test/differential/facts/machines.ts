import type { JsonObject } from '../../../src/model/values/json.ts';

/** A machine to look at: what roots/ lays there, and what both tools are asked for. */
export interface FactMachine {
  readonly name: string;
  /** For in-root.sh. */
  readonly root: string;
  readonly params: JsonObject;
}

const NAMES: readonly string[] =
  `alma-8 alpine-3.17 amazon-2 amazon-2023 arch centos-7 centos-stream-9 debian-11 debian-sid
devuan fedora-38 flatcar gentoo kali manjaro mint openeuler opensuse-leap-15.5 opensuse-tumbleweed oracle-8 pop raspbian
rhel-7 rhel-8 rocky-9 sles-15.4 ubuntu-14.04 ubuntu-22.04 unknown`.split(/\s+/);

const OF_DISTRIBUTIONS: JsonObject = {
  gather_subset: ['!all', '!min', 'pkg_mgr'],
  filter: ['ansible_distribution*', 'ansible_os_family', 'ansible_pkg_mgr'],
};

const GUESTS: readonly string[] = 'ec2 hyperv iron lxc nspawn openstack qemu rhv virtualbox vmware xen'.split(
  ' ',
);

const OF_GUESTS: JsonObject = {
  gather_subset: ['!all', '!min', 'virtual', 'hardware'],
  filter:
    `ansible_virtualization* ansible_bios* ansible_board* ansible_chassis* ansible_product* ansible_form_factor
    ansible_system_vendor`.split(/\s+/),
};

/** Machines by the file that keeps what was told of them. */
export const FACT_MACHINES: Readonly<Record<string, readonly FactMachine[]>> = {
  distributions: NAMES.map((name) => ({ name, root: `distribution:${name}`, params: OF_DISTRIBUTIONS })),
  guests: GUESTS.map((name) => ({ name, root: `guest:${name}`, params: OF_GUESTS })),
  servers: [{ name: 'server', root: 'server', params: { gather_subset: ['all'] } }],
};
