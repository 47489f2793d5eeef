import { quote } from '../../../host/quote.ts';
import type { SshAddress } from '../../../model/playbook/address.ts';
import type { Secret } from '../../../model/values/secret.ts';
import { type AgentKey, listAgentKeys } from './agent.ts';
import { type KeyFile, readKeyFile } from './key-files.ts';

type UsableKey = Extract<KeyFile, { readonly kind: 'usable' }>;

/** One thing to try when logging in. */
export type Credential =
  | { readonly kind: 'agent'; readonly socket: string; readonly key: AgentKey }
  | { readonly kind: 'key'; readonly file: UsableKey }
  | { readonly kind: 'password'; readonly password: Secret };

/** What there is to log in with, in the order to try it. */
export interface Credentials {
  readonly order: readonly Credential[];
  /** What was named and cannot be used, for the failure's list: `key /k (it is encrypted)`. */
  readonly unusable: readonly string[];
  /** The way out for the first of those. */
  readonly hint: string | undefined;
}

/** Reads key files once a run, however many hosts they open. */
export type ReadKeyFile = (path: string) => Promise<KeyFile>;

export function keyFileReader(): ReadKeyFile {
  const read = new Map<string, Promise<KeyFile>>();
  return (path) => {
    const known = read.get(path) ?? readKeyFile(path);
    read.set(path, known);
    return known;
  };
}

/** Looks at the agent and the key files. Never rejects: what cannot be used is said in `unusable`. */
export async function gatherCredentials(address: SshAddress, read: ReadKeyFile): Promise<Credentials> {
  const files = await Promise.all(address.keyFiles.map(read));
  const agent = await askAgent(address.agentSocket);
  const complaints = files.flatMap((file) => complaintsOf(file, agent.keys, address.keysNamed));
  return {
    order: inOrder(address, files, agent.keys),
    unusable: [...complaints.map(({ what }) => what), ...agent.unusable],
    hint: complaints[0]?.hint,
  };
}

interface AgentKeys {
  readonly keys: readonly AgentKey[];
  readonly unusable: readonly string[];
}

async function askAgent(socket: string | undefined): Promise<AgentKeys> {
  if (socket === undefined) return { keys: [], unusable: [] };
  try {
    return { keys: await listAgentKeys(socket), unusable: [] };
  } catch {
    return { keys: [], unusable: [`agent ${socket} (it does not answer)`] };
  }
}

/**
 * OpenSSH's order: keys of the agent, those of the key files first; then key files that the agent does not hold; then
 * the password. One difference: files that the user named come before the agent's other keys, because an sshd hangs up
 * after six keys and an agent may hold more.
 */
function inOrder(
  address: SshAddress,
  files: readonly KeyFile[],
  agentKeys: readonly AgentKey[],
): readonly Credential[] {
  const inFiles = files.flatMap((file) => agentKeys.filter(({ publicKey }) => publicKey === file.publicKey));
  const others = address.identitiesOnly ? [] : agentKeys.filter((key) => !inFiles.includes(key));
  const onlyFiles = files
    .filter((file) => file.kind === 'usable')
    .filter((file) => !holds(agentKeys, file))
    .map((file) => ({ kind: 'key', file }) as const);
  const keys = address.keysNamed
    ? [...fromAgent(address, inFiles), ...onlyFiles, ...fromAgent(address, others)]
    : [...fromAgent(address, [...inFiles, ...others]), ...onlyFiles];
  const { password } = address;
  return password === undefined ? keys : [...keys, { kind: 'password', password }];
}

function fromAgent({ agentSocket }: SshAddress, keys: readonly AgentKey[]): readonly Credential[] {
  return agentSocket === undefined ? [] : keys.map((key) => ({ kind: 'agent', socket: agentSocket, key }));
}

function complaintsOf(
  file: KeyFile,
  agentKeys: readonly AgentKey[],
  isNamed: boolean,
): readonly { readonly what: string; readonly hint: string }[] {
  if (file.kind === 'usable' || holds(agentKeys, file)) return [];
  if (file.kind === 'unusable') return [{ what: `key ${file.path} (it ${file.why})`, hint: file.hint }];
  return isNamed ? [{ what: `key ${file.path} (no such file)`, hint: `ls -l ${quote(file.path)}` }] : [];
}

function holds(agentKeys: readonly AgentKey[], file: KeyFile): boolean {
  return agentKeys.some(({ publicKey }) => publicKey === file.publicKey);
}
