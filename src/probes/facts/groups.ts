import { distribution } from './distribution/distribution.ts';
import { packager } from './distribution/packager.ts';
import type { FactGroup } from './group.ts';
import { devices } from './hardware/devices.ts';
import { firmware } from './hardware/firmware.ts';
import { lvm } from './hardware/lvm.ts';
import { memory } from './hardware/memory.ts';
import { mounts } from './hardware/mounts.ts';
import { processor } from './hardware/processor.ts';
import { local } from './local/local.ts';
import { dns } from './network/dns.ts';
import { fibreChannel, iscsi, nvme } from './network/initiators.ts';
import { network } from './network/network.ts';
import { cmdline, load, uptime } from './system/boot.ts';
import { chroot } from './system/chroot.ts';
import { dateTime } from './system/date.ts';
import { environment } from './system/environment.ts';
import { lsb } from './system/lsb.ts';
import { platform } from './system/platform.ts';
import { python } from './system/python.ts';
import { apparmor, capabilities, fips, selinux } from './system/security.ts';
import { serviceManager } from './system/services.ts';
import { sshKeys } from './system/ssh-keys.ts';
import { user } from './system/user.ts';
import { virtual } from './virtual/virtual.ts';

/** Every group of facts: one line each. */
export const FACT_GROUPS: readonly FactGroup[] = [
  platform,
  distribution,
  python,
  user,
  environment,
  dateTime,
  packager,
  serviceManager,
  lsb,
  selinux,
  apparmor,
  fips,
  capabilities,
  chroot,
  cmdline,
  load,
  uptime,
  local,
  sshKeys,
  memory,
  processor,
  firmware,
  devices,
  mounts,
  lvm,
  network,
  dns,
  iscsi,
  nvme,
  fibreChannel,
  virtual,
];
