import type { Secret } from '../values/secret.ts';

/** How to reach a host, decided from its variables and the command line before anything is contacted. */
export type Address =
  | SshAddress
  /** This machine, without SSH. */
  | { readonly kind: 'local' }
  /** An embedded test host by that name. */
  | { readonly kind: 'sandbox'; readonly node: string };

export interface SshAddress {
  readonly kind: 'ssh';
  readonly hostname: string;
  /** 1 to 65535. */
  readonly port: number;
  readonly user: string;
  readonly password: Secret | undefined;
  /** Private key files in the order to try them; those that do not exist are passed over unless `keysNamed`. */
  readonly keyFiles: readonly string[];
  /** True when the user named the key files: a missing one is then an error. */
  readonly keysNamed: boolean;
  /** The agent's socket; undefined: no agent. */
  readonly agentSocket: string | undefined;
  /** True: of the agent's keys those alone are offered that the key files name (`IdentitiesOnly`). */
  readonly identitiesOnly: boolean;
  readonly hostKeys: HostKeyPolicy;
  /** The name under which the host's key is known, instead of its own name and port. */
  readonly hostKeyAlias?: string;
  /** Hosts to go through, the first one first. */
  readonly jumps: readonly SshAddress[];
  /** The longest that connecting and authenticating may take together, in milliseconds. */
  readonly connectTimeoutMs: number;
}

/** What makes a host key trusted. There is no "off". */
export type HostKeyPolicy =
  /** Known in one of these files, and nothing else will do. */
  | { readonly mode: 'strict'; readonly knownHostsFiles: readonly string[] }
  /** A host never seen is trusted and written to the first file; a changed key is refused. */
  | { readonly mode: 'accept-new'; readonly knownHostsFiles: readonly string[] }
  /** Exactly this key, by its fingerprint `SHA256:…`. */
  | { readonly mode: 'pinned'; readonly fingerprint: string };

/** Whose rights a task has on the host. */
export interface Identity {
  /** The user to become by sudo; undefined: the login user, without sudo. */
  readonly become: string | undefined;
}

/** A host as the engine meets it. */
export interface Target {
  readonly name: string;
  readonly address: Address;
  readonly becomePassword: Secret | undefined;
}
