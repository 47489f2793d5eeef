import type { SshAddress } from '../../model/playbook/address.ts';
import { unlessAborted } from '../deadline.ts';
import type { SshConnection } from './connection.ts';

/** Connections to bastions, each shared by all hosts behind it. */
export interface Bastions {
  /** The connection, made when there is none. Give it back with `release` when the host behind it is left. */
  borrow(bastion: SshAddress, signal: AbortSignal): Promise<BorrowedBastion>;
}

interface BorrowedBastion {
  readonly connection: SshConnection;
  release(): void;
}

interface Shared {
  readonly connection: Promise<SshConnection>;
  readonly unwanted: AbortController;
  isOpen: boolean;
  users: number;
  idle: NodeJS.Timeout | undefined;
}

/** An idle bastion is kept this long: hosts often come one after the other. */
const lingerMs = 1000;

export function openBastions(
  connect: (bastion: SshAddress, signal: AbortSignal) => Promise<SshConnection>,
): Bastions {
  const open = new Map<string, Shared>();

  const drop = (key: string, shared: Shared): void => {
    if (open.get(key) === shared) open.delete(key);
    shared.unwanted.abort();
    shared.connection.then(
      (connection) => connection.close(),
      () => {},
    );
  };
  const find = (key: string, bastion: SshAddress): Shared => {
    const known = open.get(key);
    if (known !== undefined) return known;
    const unwanted = new AbortController();
    const connection = connect(bastion, unwanted.signal);
    const shared: Shared = { connection, unwanted, isOpen: false, users: 0, idle: undefined };
    open.set(key, shared);
    const forget = (): void => {
      if (open.get(key) === shared) open.delete(key);
    };
    connection.then(({ client }) => {
      shared.isOpen = true;
      client.once('close', forget);
    }, forget);
    return shared;
  };

  return {
    async borrow(bastion, signal) {
      const key = JSON.stringify(bastion);
      const shared = find(key, bastion);
      clearTimeout(shared.idle);
      shared.users += 1;
      let isReleased = false;
      const release = (): void => {
        if (isReleased) return;
        isReleased = true;
        shared.users -= 1;
        if (shared.users > 0) return;
        if (shared.isOpen) shared.idle = setTimeout(() => drop(key, shared), lingerMs);
        else drop(key, shared);
      };
      try {
        // One host that gives up does not take the bastion from the others.
        return { connection: await unlessAborted(signal, shared.connection), release };
      } catch (reason) {
        release();
        throw reason;
      }
    },
  };
}
