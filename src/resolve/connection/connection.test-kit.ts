import type { Address, SshAddress } from '../../model/playbook/address.ts';
import type { Host, Variables } from '../../model/playbook/inventory.ts';
import type { JsonValue } from '../../model/values/json.ts';
import { formatPosition } from '../../model/values/position.ts';
import { type ConnectionOptions, targetOf } from './connection.ts';
import type { Render } from './reading.ts';
import { noSshConfigs } from './ssh-variables.ts';

export const options: ConnectionOptions = {
  loginUser: 'ann',
  home: '/home/ann',
  agentSocket: '/run/agent',
  user: undefined,
  privateKeyFile: undefined,
  knownHostsFile: undefined,
  password: undefined,
  becomePassword: undefined,
  become: false,
  becomeUser: undefined,
  connectTimeoutMs: undefined,
  sshConfigs: noSshConfigs,
};

export const untouched: SshAddress = {
  kind: 'ssh',
  hostname: 'web1',
  port: 22,
  user: 'ann',
  password: undefined,
  keyFiles: ['/home/ann/.ssh/id_ed25519', '/home/ann/.ssh/id_ecdsa', '/home/ann/.ssh/id_rsa'],
  keysNamed: false,
  agentSocket: '/run/agent',
  identitiesOnly: false,
  hostKeys: { mode: 'strict', knownHostsFiles: ['/home/ann/.ssh/known_hosts', '/etc/ssh/ssh_known_hosts'] },
  jumps: [],
  connectTimeoutMs: 30_000,
};

/** Knows one template. */
export const render: Render = (text) =>
  text.includes('{{ x }}')
    ? { ok: true, value: text === '{{ x }}' ? 'filled' : text.replace('{{ x }}', 'filled') }
    : {
        ok: false,
        error: { kind: 'undefined', message: '`y` is undefined', offset: 0, hint: 'did you mean `x`?' },
      };

export type Said = Readonly<Record<string, JsonValue>>;

export function variablesOf(said: Said): Variables {
  const at = { file: 'hosts', line: 1, column: 6 };
  return new Map(Object.entries(said).map(([name, value]) => [name, { value, at }]));
}

export function target(
  said: Said,
  given: Partial<ConnectionOptions> = {},
  name = 'web1',
): ReturnType<typeof targetOf> {
  const host: Host = { name, groups: [], variables: variablesOf(said) };
  return targetOf(host, host.variables, { ...options, ...given, render });
}

export function addressOf(said: Said, given: Partial<ConnectionOptions> = {}, name = 'web1'): Address {
  const found = target(said, given, name);
  if (!found.ok) throw new Error(JSON.stringify(found.diagnostics));
  return found.target.address;
}

export function problemsOf(
  said: Said,
  given: Partial<ConnectionOptions> = {},
  name = 'web1',
): readonly string[] {
  const found = target(said, given, name);
  return found.ok
    ? []
    : found.diagnostics.map(
        ({ at, code, message, hint }) =>
          `${formatPosition(at)} ${code} ${message}${hint === undefined ? '' : ` (${hint})`}`,
      );
}

export function files(...knownHostsFiles: readonly string[]): {
  readonly mode: 'strict';
  readonly knownHostsFiles: readonly string[];
} {
  return { mode: 'strict', knownHostsFiles };
}

export function messagesOf(said: Said): readonly string[] {
  const found = target(said);
  return found.ok ? [] : found.diagnostics.map(({ message }) => message);
}
