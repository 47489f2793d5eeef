/** The facts that Ansible gathers of a Linux host, as names of variables without `ansible_` before them. */
const facts: ReadonlySet<string> = new Set(
  `facts local env date_time cmdline proc_cmdline lsb dns domain fqdn hostname nodename machine machine_id kernel
  kernel_version system system_vendor system_capabilities system_capabilities_enforced architecture
  userspace_architecture userspace_bits os_family pkg_mgr service_mgr python python_version fips apparmor selinux
  selinux_python_present is_chroot loadavg uptime_seconds interfaces all_ipv4_addresses all_ipv6_addresses
  default_ipv4 default_ipv6 devices device_links mounts lvm form_factor
  distribution distribution_version distribution_release distribution_major_version distribution_minor_version
  distribution_file_path distribution_file_parsed distribution_file_variety distribution_file_search_string
  processor processor_cores processor_count processor_nproc processor_threads_per_core processor_vcpus
  memory_mb memtotal_mb memfree_mb swaptotal_mb swapfree_mb swap_allocated_mb swap_reserved_mb
  bios_date bios_vendor bios_version board_asset_tag board_name board_serial board_vendor board_version
  chassis_asset_tag chassis_serial chassis_vendor chassis_version
  product_name product_serial product_uuid product_version
  user_id user_uid user_gid user_gecos user_dir user_shell real_user_id real_group_id effective_user_id
  effective_group_id virtualization_role virtualization_type virtualization_tech_guest virtualization_tech_host
  ssh_host_key_dsa_public ssh_host_key_rsa_public ssh_host_key_ecdsa_public ssh_host_key_ed25519_public
  ssh_host_key_dsa_public_keytype ssh_host_key_rsa_public_keytype ssh_host_key_ecdsa_public_keytype
  ssh_host_key_ed25519_public_keytype fibre_channel_wwn iscsi_iqn hostnqn`.split(/\s+/),
);

/** A network interface: Ansible makes one fact of each, and writes `_` for `-`, `.` and `:`. */
const interfaces =
  /^(?:lo|(?:eth|em|bond|br|docker|tun|tap|virbr|team|ib|vlan|wlan|cni|venet)_?\d\w*|(?:en|wl)[opsx]\w*\d\w*|p\dp\d\w*|br_\w+|veth\w+|flannel_\d|ovs_system)$/;

/** True for a variable that Ansible makes by gathering facts, and that is there whether or not anybody defines it. */
export function isFact(name: string): boolean {
  if (/^(?:facter|ohai)_/.test(name)) return true;
  if (!name.startsWith('ansible_')) return false;
  const bare = name.slice('ansible_'.length);
  return facts.has(bare) || interfaces.test(bare) || bare.startsWith('net_');
}
