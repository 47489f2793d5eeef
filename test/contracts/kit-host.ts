import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type LocalPipe, localHost } from '../../src/host/local-host.test-kit.ts';
import type { Session } from '../../src/model/ports.ts';
import { type CutConnection, hostOfFiles } from './file-words.ts';
import { testFolder } from './in-process-sshd.ts';
import type { ContractHost } from './session-contract.ts';

/** In the place of sudo: everybody may become anybody who is there. */
const SUDO = `#!/bin/sh
while [ "$1" != -- ]; do
  [ "$1 $2" != '-u nosuchuser' ] || { echo 'sudo: unknown user nosuchuser' >&2; exit 1; }
  shift
done
shift
exec "$@"
`;

/** The kit on a shell of this machine. The records of another user lie in a state root of his own. */
export async function kitHost(shell: readonly [string, ...string[]]): Promise<ContractHost> {
  const programs = testFolder();
  writeFileSync(join(programs.path, 'sudo'), SUDO);
  chmodSync(join(programs.path, 'sudo'), 0o755);
  const host = localHost({ shell, env: { ...process.env, PATH: `${programs.path}:${process.env['PATH']}` } });

  async function connect(name: string): Promise<CutConnection> {
    const opened: (Session & AsyncDisposable & { readonly pipe: LocalPipe })[] = [];
    return {
      async session({ become }, signal) {
        const stateRoot = become === undefined ? host.stateRoot : `${host.stateRoot}-${become}`;
        const session = await host.open({ identity: { become }, host: name, stateRoot }, signal);
        opened.push(session);
        return session;
      },
      cut() {
        for (const { pipe } of opened) {
          pipe.cut();
          process.kill(-pipe.pid, 'SIGKILL');
        }
      },
      async [Symbol.asyncDispose]() {
        await Promise.all(opened.map((session) => session[Symbol.asyncDispose]()));
      },
    };
  }

  return {
    ...hostOfFiles(host.folder, connect),
    async [Symbol.asyncDispose]() {
      await host[Symbol.asyncDispose]();
      programs[Symbol.dispose]();
    },
  };
}
