import { quote } from '../../../host/quote.ts';
import type { SshAddress } from '../../../model/playbook/address.ts';
import type { Failure } from '../../../model/run/failure.ts';
import { placeOf, tryByHand } from '../hints.ts';
import { ciphers, hostKeyAlgorithms, keyExchanges, macs } from '../trust/algorithms.ts';
import type { Authentication } from './authentication.ts';
import { type Hello, readHello } from './hello.ts';

/** How one try to connect went wrong. */
export interface AttemptFailure {
  readonly failure: Failure;
  /** `crowded`: the host had no room for one more login; `passing`: a fault that goes away. Both are worth another try. */
  readonly again: 'no' | 'crowded' | 'passing';
}

/** Classifies what ended a connection before the login had begun. `heard`: the first bytes from the host. */
export function connectingFailure(
  address: SshAddress,
  error: Error | undefined,
  heard: Uint8Array,
): AttemptFailure {
  const hello = readHello(heard);
  const code = codeOf(error);
  if (code === 'EAI_AGAIN')
    return { failure: unreachable(address, ...socketCause(address, code)), again: 'passing' };
  if (hello.ident === undefined) return beforeHello(address, error, code, hello);
  const disagreement = /no matching (.+)$/i.exec(error?.message ?? '')?.[1];
  if (disagreement !== undefined) return final(unreachable(address, ...disagreed(disagreement, hello)));
  return final(unreachable(address, `the SSH handshake with ${hello.ident} failed: ${lossCause(error, 0)}`));
}

/** Classifies what ended a connection while logging in. */
export function loginFailure(
  address: SshAddress,
  authentication: Authentication,
  error: (Error & { readonly level?: unknown }) | undefined,
): Failure {
  if (error === undefined || error.level === 'client-socket') {
    const said = authentication.said();
    const words = said === '' ? '' : `; the host said: ${said}`;
    const cause = `the login did not end: ${lossCause(error, 0)}${words}`;
    return unreachable(address, cause, 'see the log of its sshd: journalctl -u ssh -u sshd');
  }
  if (error.level === 'client-authentication') return authentication.refused();
  if (/too many authentication failures/i.test(error.message)) {
    return authentication.refused(
      'the host hung up after that many tries: name the right key with --private-key, it is tried first',
    );
  }
  return authentication.refused(`the host hung up and said ${JSON.stringify(error.message)}`);
}

/** In words, without a full stop: why a connection that was open is gone. */
export function lossCause(error: Error | undefined, silentAfterMs: number): string {
  const code = codeOf(error);
  if (error === undefined) return 'the host closed the connection';
  if (error.message.startsWith('Host denied'))
    return 'the host showed another key in the middle of the connection';
  if (error.message === 'Keepalive timeout')
    return `no sign of life from the host for ${silentAfterMs / 1000} s`;
  return code === undefined ? error.message : (socketCauses.get(code) ?? error.message);
}

/** A limit passed before the host had said that it speaks SSH, or while it was saying so. */
export function tooLate(address: SshAddress, heard: Uint8Array, isConnected: boolean): Failure {
  const limitMs = address.connectTimeoutMs;
  if (!isConnected) return unreachable(address, `no answer within ${limitMs / 1000} s`, tryByHand(address));
  const { ident, greeting } = readHello(heard);
  if (ident === undefined && greeting !== '') return unreachable(address, ...notSsh(greeting));
  const phase = ident === undefined ? 'the first word from' : 'the SSH handshake with';
  return { kind: 'timeout', what: `${phase} ${placeOf(address)}`, limitMs };
}

/** The bastion is there and would not, or could not, connect us with the host. `reason`: RFC 4254, section 5.1. */
export function forwardingFailure(
  address: SshAddress,
  bastion: SshAddress,
  error: Error & { readonly reason?: unknown },
): Failure {
  const via = `seen from ${placeOf(bastion)}`;
  if (error.reason === 1) {
    return unreachable(
      address,
      `${placeOf(bastion)} does not let ${bastion.user} connect further`,
      `on ${bastion.hostname}: sshd -T | grep -i -e allowtcpforwarding -e permitopen`,
    );
  }
  const said = error.message.replace(/^\(SSH\) Channel open failure: /, '').toLowerCase();
  return unreachable(address, `${said}, ${via}`, tryByHand(address));
}

function beforeHello(
  address: SshAddress,
  error: Error | undefined,
  code: string | undefined,
  { greeting }: Hello,
): AttemptFailure {
  if (/not allowed at this time/i.test(greeting)) {
    const cause = 'the host refuses logins from here for a while (PerSourcePenalties of its sshd)';
    return final(unreachable(address, cause, 'wait a minute; on the host: journalctl -u ssh -u sshd'));
  }
  const hungUp =
    error?.message === 'Connection lost before handshake' || code === 'ECONNRESET' || code === 'EPIPE';
  if (hungUp && (greeting === '' || /maxstartups/i.test(greeting))) {
    const cause = 'the host hung up before the handshake; it may have too many logins under way';
    const hint = 'lower --forks, or raise MaxStartups in the sshd_config of the host';
    return { failure: unreachable(address, cause, hint), again: 'crowded' };
  }
  if (greeting !== '') return final(unreachable(address, ...notSsh(greeting)));
  if (code === undefined) return final(unreachable(address, lossCause(error, 0), tryByHand(address)));
  return final(unreachable(address, ...socketCause(address, code)));
}

function notSsh(greeting: string): [string, string] {
  const line = greeting.split(/[\r\n]/, 1)[0]?.slice(0, 80) ?? '';
  return [
    `what answers there is not SSH: it says ${JSON.stringify(line)}`,
    'give the port of its sshd (ansible_port)',
  ];
}

const socketCauses: ReadonlyMap<string, string> = new Map([
  ['ECONNREFUSED', 'connection refused'],
  ['ECONNRESET', 'connection reset by the host'],
  ['EPIPE', 'connection reset by the host'],
  ['EHOSTUNREACH', 'no route to host'],
  ['ENETUNREACH', 'network unreachable'],
  ['EHOSTDOWN', 'host is down'],
  ['ENOTFOUND', 'name not found'],
  ['EAI_AGAIN', 'the name server does not answer'],
  ['ETIMEDOUT', 'no answer'],
  ['EMFILE', 'too many files are open here'],
  ['ENFILE', 'too many files are open on this machine'],
  ['EADDRNOTAVAIL', 'this machine has no free port left'],
  ['EACCES', 'this machine does not allow the connection'],
  ['EPERM', 'this machine does not allow the connection'],
]);

function socketCause(address: SshAddress, code: string): [string, string] {
  const cause = socketCauses.get(code) ?? code;
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return [cause, `getent hosts ${quote(address.hostname)}`];
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return [cause, `ip route get ${quote(address.hostname)}`];
    case 'EMFILE':
    case 'ENFILE':
      return [cause, 'raise the limit (ulimit -n) or lower --forks'];
    default:
      return [cause, tryByHand(address)];
  }
}

/** `what` is ssh2's word for the list that has nothing in common. */
function disagreed(what: string, { offer }: Hello): [string, string] {
  const [name, theirs, ours, option] = listOf(what, offer);
  const offered =
    theirs === undefined ? '' : `: host offers ${theirs.join(', ')}; we offer ${ours.join(', ')}`;
  return [`no common ${name}${offered}`, `allow one of ours in the sshd_config of the host (${option})`];
}

function listOf(
  what: string,
  offer: Hello['offer'],
): readonly [name: string, theirs: readonly string[] | undefined, ours: readonly string[], option: string] {
  if (/host key/i.test(what)) return ['host key type', offer?.hostKeys, hostKeyAlgorithms, 'HostKey'];
  if (/cipher/i.test(what)) return ['cipher', offer?.ciphers, ciphers, 'Ciphers'];
  if (/MAC/.test(what)) return ['message authentication', offer?.macs, macs, 'MACs'];
  if (/compress/i.test(what)) return ['compression', undefined, [], 'Compression'];
  return ['key exchange', offer?.keyExchanges, keyExchanges, 'KexAlgorithms'];
}

export function unreachable(address: SshAddress, cause: string, hint?: string): Failure {
  return { kind: 'unreachable', address: placeOf(address), cause, ...(hint === undefined ? {} : { hint }) };
}

function final(failure: Failure): AttemptFailure {
  return { failure, again: 'no' };
}

/** The system's code; for a name with several addresses, the first that is not just a network we are not on. */
function codeOf(error: Error | undefined): string | undefined {
  const errors: readonly unknown[] = error instanceof AggregateError ? error.errors : [error];
  const codes = errors.flatMap((each) =>
    each instanceof Error && 'code' in each && typeof each.code === 'string' ? [each.code] : [],
  );
  return codes.find((code) => code !== 'ENETUNREACH') ?? codes[0];
}
