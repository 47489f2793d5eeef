import type { Address } from '../model/playbook/address.ts';
import type { Transport } from '../model/ports.ts';

/** Disposing it powers off the test hosts that it powered on. */
export interface Transports extends Transport, AsyncDisposable {}

/**
 * The transport that suits each address, for one run. Each is loaded when the first address needs it, so that a command
 * without hosts never loads SSH. The disks of test hosts lie below `stateDir`.
 */
export function openTransports(stateDir: string): Transports {
  let ssh: Promise<Transport> | undefined;
  let sandbox: Promise<Transports> | undefined;
  return {
    async connect(address: Address, signal) {
      switch (address.kind) {
        case 'ssh':
          ssh ??= import('./ssh/client.ts').then((room) => room.sshTransport());
          return (await ssh).connect(address, signal);
        case 'local':
          return (await import('./local.ts')).connectLocal();
        case 'sandbox':
          sandbox ??= import('./sandbox/transport.ts').then((room) => room.sandboxTransport(stateDir));
          return (await sandbox).connect(address, signal);
      }
    },
    async [Symbol.asyncDispose]() {
      await (await sandbox)?.[Symbol.asyncDispose]();
    },
  };
}
