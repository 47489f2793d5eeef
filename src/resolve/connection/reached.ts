import type { Address } from '../../model/playbook/address.ts';
import type { Across } from '../../model/playbook/structure.ts';
import type { Result } from '../../python/fault.ts';
import { type Evaluator, OMIT } from '../params.ts';

/** What a task says of how its host is reached for it; undefined: nothing, or the host's own variables win. */
interface ReachWanted {
  readonly connection: string | undefined;
  readonly user: string | undefined;
  readonly port: string | undefined;
}

export type Reached =
  /** Over the connection that there is. */
  | { readonly kind: 'own' }
  /** On this machine. */
  | { readonly kind: 'here' }
  | { readonly kind: 'refused'; readonly why: string; readonly hint: string };

/** By what variables hosts say the same themselves. */
const SAID = {
  connection: ['ansible_connection'],
  user: ['ansible_user', 'ansible_ssh_user'],
  port: ['ansible_port', 'ansible_ssh_port'],
} as const;

/** Works out what a task says of it, where `isSaid` by no variable of the host. */
export function reachWanted(
  { connection, remoteUser, port }: Across,
  { render }: Pick<Evaluator, 'render'>,
  isSaid: (name: string) => boolean,
): Result<ReachWanted> {
  const nodes = { connection, user: remoteUser, port };
  const wanted: { -readonly [Word in keyof ReachWanted]: string | undefined } = { ...NOTHING };
  for (const word of ['connection', 'user', 'port'] as const) {
    const node = nodes[word];
    if (node === undefined || SAID[word].some(isSaid)) continue;
    const said = render(node.text);
    if (!said.ok) return said;
    if (said.value !== OMIT) wanted[word] = String(said.value);
  }
  return { ok: true, value: wanted };
}

const NOTHING = { connection: undefined, user: undefined, port: undefined };

const OWN: Reached = { kind: 'own' };
const LOCAL: readonly string[] = ['local', 'ansible.builtin.local'];
const OVER_SSH = /^(?:ansible\.builtin\.)?(?:smart|ssh|paramiko|paramiko_ssh)$/;

/**
 * Over which connection a task is done. A run has one login on a host: what it records there, the lock and the way back
 * belong to that. `local` is this machine, which is a host of its own.
 */
export function reachedBy({ connection, user, port }: ReachWanted, address: Address): Reached {
  if (connection !== undefined && LOCAL.includes(connection))
    return address.kind === 'local' ? OWN : { kind: 'here' };
  if (connection !== undefined && !OVER_SSH.test(connection)) {
    const hint = '`local`, `ssh`, `smart` and `paramiko` are';
    return { kind: 'refused', why: `\`connection: ${connection}\` is not supported`, hint };
  }
  if (address.kind === 'local')
    return connection === undefined ? OWN : second(`connection: ${connection}`, 'ansible_connection');
  if (address.kind !== 'ssh') return OWN;
  if (user !== undefined && user !== address.user) return second(`remote_user: ${user}`, 'ansible_user');
  return port === undefined || Number(port) === address.port ? OWN : second(`port: ${port}`, 'ansible_port');
}

function second(what: string, variable: string): Reached {
  const why = `\`${what}\` asks for a second login to a host that the run has reached in another way`;
  const hint = `say it for the play or by \`${variable}\` in the inventory, in a play of its own; \`become_user\` acts as somebody else`;
  return { kind: 'refused', why, hint };
}
