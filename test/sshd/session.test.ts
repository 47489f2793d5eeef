import { chmodSync } from 'node:fs';
import { describe } from 'vitest';
import { isHere, realClock, realRandom } from '../../src/host/local-host.test-kit.ts';
import { openSession } from '../../src/host/session/session.ts';
import { connectWith } from '../../src/transports/connect.ts';
import { sshTransport } from '../../src/transports/ssh/client.ts';
import { type CutConnection, hostOfFiles } from '../contracts/file-words.ts';
import { holdContract } from '../contracts/hold-contract.ts';
import { testFolder } from '../contracts/in-process-sshd.ts';
import { never } from '../contracts/link-contract.ts';
import { recordsContract } from '../contracts/records-contract.ts';
import { type ContractHost, sessionContract } from '../contracts/session-contract.ts';
import { APART } from './apart.ts';
import { isRoot, noSshd, startSshd, tell } from './sshd.ts';

/** All of it together: the kit on this machine's shell, over SSH, through a real sshd. */
async function overSsh(): Promise<ContractHost> {
  const sshd = await startSshd(isRoot ? { prefix: () => ['unshare', '-m', 'sh', '-c', APART, 'sh'] } : {});
  // Others than the login make words there too.
  const folder = testFolder();
  chmodSync(folder.path, 0o777);
  const stateRoot = isRoot ? {} : { stateRoot: `${sshd.folder}/state` };

  async function connect(name: string): Promise<CutConnection> {
    const connecting = connectWith({
      transport: sshTransport(),
      openSession: ({ signal, ...options }) => openSession({ ...options, ...stateRoot }, signal),
      clock: realClock,
      random: realRandom,
    });
    const before = new Set(sshd.sessions());
    const connection = await connecting({ name, address: sshd.address(), becomePassword: undefined }, never);
    const mine = sshd.sessions().filter((pid) => !before.has(pid));
    return { ...connection, cut: () => void mine.map((pid) => tell(pid, 'SIGKILL')) };
  }

  return {
    ...hostOfFiles(folder.path, connect),
    async [Symbol.asyncDispose]() {
      await sshd[Symbol.asyncDispose]();
      folder[Symbol.dispose]();
    },
  };
}

const other = isRoot && noSshd === undefined && isHere('sudo', 'the real sudo') ? 'daemon' : undefined;

describe.skipIf(noSshd !== undefined)(`a session through a real sshd ${noSshd ?? ''}`, () => {
  sessionContract('OpenSSH', overSsh);
  recordsContract('OpenSSH', overSsh);
  holdContract('OpenSSH', overSsh, other);
});
