import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openTransports, type Transports } from '../../../src/index.ts';
import { PLACES } from './job.ts';

/** Makes a machine with a name and records of its own, and lives as long as its standard input is open. */
const MACHINE = 'hostname "$1" && mount -t tmpfs tmpfs /var/lib && echo && exec cat';

/** Each host is a machine of its own, in namespaces, and has the case's folder in common with the others. */
export function openMachines(): Transports {
  const usual = openTransports(PLACES.state);
  const machines = new Map<string, ReturnType<typeof newMachine>>();
  return {
    async connect(address, signal) {
      const name = address.kind === 'sandbox' ? address.node : 'controller';
      const machine = machines.get(name) ?? newMachine(name);
      machines.set(name, machine);
      const { pid } = await machine;
      const link = await usual.connect({ kind: 'local' }, signal);
      return {
        start: (command, ofStart) =>
          link.start(`exec nsenter -t ${pid} -m -u -- /bin/sh -c ${quoted(command)}`, ofStart),
        [Symbol.asyncDispose]: () => link[Symbol.asyncDispose](),
      };
    },
    async [Symbol.asyncDispose]() {
      for (const machine of machines.values()) (await machine).stdin.end();
      await usual[Symbol.asyncDispose]();
    },
  };
}

async function newMachine(name: string) {
  const child = spawn('unshare', ['-m', '-u', 'sh', '-c', MACHINE, 'sh', name], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return child;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
