import type { SshAddress } from '../../model/playbook/address.ts';
import type { HostFailure } from '../../model/run/failure.ts';
import { type Gate, openGate } from '../gate.ts';
import { type Bastions, openBastions } from './bastions.ts';
import type { SshConnection } from './connection.ts';
import { placeOf } from './hints.ts';
import { keyFileReader, type ReadKeyFile } from './keys/credentials.ts';
import type { HostKeysOfRun } from './trust/host-keys.ts';
import { openKnownHostsFiles } from './trust/known-hosts-files.ts';

/** What the connections of one run share. Nothing in it outlives the run. */
export interface SshRun {
  readonly hostKeys: HostKeysOfRun;
  readonly readKeyFile: ReadKeyFile;
  readonly bastions: Bastions;
  /** Handshakes under way with one host. */
  gateFor(address: SshAddress): Gate;
  /** Logins that hosts refused, by user and route. */
  readonly refusals: Map<string, readonly HostFailure[]>;
}

/** An sshd with the default MaxStartups begins to drop logins at ten. */
const handshakesAtOnce = 8;

export function openSshRun(
  connect: (address: SshAddress, run: SshRun, signal: AbortSignal) => Promise<SshConnection>,
): SshRun {
  const gates = new Map<string, Gate>();
  const run: SshRun = {
    hostKeys: { files: openKnownHostsFiles(), met: new Map() },
    readKeyFile: keyFileReader(),
    bastions: openBastions((bastion, signal) => connect(bastion, run, signal)),
    gateFor(address) {
      const route = routeOf(address);
      const gate = gates.get(route) ?? openGate(handshakesAtOnce);
      gates.set(route, gate);
      return gate;
    },
    refusals: new Map(),
  };
  return run;
}

/** The host and the way to it: the same address behind two bastions may be two hosts. */
export function routeOf(address: SshAddress): string {
  return [...address.jumps, address].map((each) => placeOf(each).toLowerCase()).join(' > ');
}
