import type { SshAddress } from '../../../model/playbook/address.ts';
import { HostFailure } from '../../../model/run/failure.ts';
import { oddName } from '../hints.ts';
import { routeOf, type SshRun } from '../run.ts';
import { unreachable } from './attempt-failure.ts';

/** Each refused login counts against the account, and newer sshds against our address. */
const loginsRefusedAtMost = 2;

/** Keeps in mind that the host refused the login. Returns the error. */
export function noteRefusal(run: SshRun, address: SshAddress, error: unknown): unknown {
  if (error instanceof HostFailure && error.failure.kind === 'unauthenticated') {
    const who = whoOf(address);
    run.refusals.set(who, [...(run.refusals.get(who) ?? []), error]);
  }
  return error;
}

/** @throws {HostFailure} the last refusal again, without asking the host, when it has refused twice in this run. */
export function refuseThirdTry(run: SshRun, address: SshAddress): void {
  const refusals = run.refusals.get(whoOf(address)) ?? [];
  const last = refusals.at(-1);
  if (refusals.length >= loginsRefusedAtMost && last !== undefined) throw last;
}

/** @throws {HostFailure} for names that are not fit to be shown in a command. */
export function refuseOddNames(address: SshAddress): void {
  const cause = oddName('host', address.hostname) ?? oddName('user', address.user);
  if (cause === undefined) return;
  throw new HostFailure(unreachable(address, cause, 'correct ansible_host or ansible_user in the inventory'));
}

function whoOf(address: SshAddress): string {
  return `${address.user}@${routeOf(address)}`;
}
