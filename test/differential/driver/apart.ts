import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openTransports, type Transports } from '../../../src/index.ts';
import { PLACES } from './job.ts';
import { type Tree, treeOf } from './tree.ts';

/** Makes a machine with a name, records and a copy of the case's folder of its own; it lives as long as its standard input. */
const MACHINE: string = [
  'hostname "$1"',
  'mount -t tmpfs tmpfs /var/lib',
  `mount -t tmpfs -o mode=755 tmpfs ${PLACES.own}`,
  `cp -a ${PLACES.host}/. ${PLACES.own}`,
  `mount --bind ${PLACES.own} ${PLACES.host}`,
  'echo',
  'exec cat',
].join(' && ');

export interface Machines extends Transports {
  /** The case's folder as all of them leave it together: what each has changed. */
  tree(before: Tree): Promise<Tree>;
}

/** Each host is a machine of its own, in namespaces. */
export function openMachines(): Machines {
  const usual = openTransports(PLACES.state);
  const machines = new Map<string, ReturnType<typeof newMachine>>();
  return {
    async connect(address, signal) {
      // A host that a case reaches by SSH is one that is away.
      if (address.kind === 'ssh') return usual.connect(address, signal);
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
    async tree(before) {
      const trees = await Promise.all(
        [...machines.values()].map(async (machine) =>
          treeOf(`/proc/${(await machine).pid}/root${PLACES.host}`),
        ),
      );
      return trees.reduce((all, one) => together(before, all, one), before);
    },
    async [Symbol.asyncDispose]() {
      for (const machine of machines.values()) (await machine).stdin.end();
      await usual[Symbol.asyncDispose]();
    },
  };
}

function together(before: Tree, all: Tree, one: Tree): Tree {
  const paths = [...new Set([...Object.keys(all), ...Object.keys(one)])].sort();
  return Object.fromEntries(
    paths.flatMap((path) => {
      const words = one[path] === before[path] ? all[path] : one[path];
      return words === undefined ? [] : [[path, words] as const];
    }),
  );
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
