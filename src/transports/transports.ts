import type { Address } from '../model/address.ts';
import type { Transport } from '../model/ports.ts';

/**
 * The transport that suits each address, for one run. Each is loaded when the first address needs it, so that a command
 * without hosts never loads SSH.
 */
export function openTransports(): Transport {
  let ssh: Promise<Transport> | undefined;
  return {
    async connect(address: Address, signal) {
      switch (address.kind) {
        case 'ssh':
          ssh ??= import('./ssh/client.ts').then(({ sshTransport }) => sshTransport());
          return (await ssh).connect(address, signal);
        case 'local':
          return (await import('./local.ts')).connectLocal();
        case 'sandbox':
          throw new Error('sandbox hosts are not built in yet');
      }
    },
  };
}
