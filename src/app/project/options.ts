import type { AllowedLookup } from '../../model/lookups.ts';
import type { Secret } from '../../model/values/secret.ts';
import type { VaultOptions } from '../vault/sources.ts';

/** Which hosts and tasks of a project are meant, and how its hosts are reached. */
export interface ProjectOptions {
  readonly limit?: string;
  /** Each may name several, separated by commas. */
  readonly tags: readonly string[];
  readonly skipTags: readonly string[];
  readonly startAtTask?: string;
  /** What chance begins with where a play shuffles its hosts; not given: each plan has an order of its own. */
  readonly seed?: string;
  /** Folders in which roles are looked for beside the playbook; each may name several, separated by colons. */
  readonly rolesPath?: readonly string[];
  /** The same for collections; only an ansible.cfg says it. */
  readonly collectionsPath?: readonly string[];
  /** What plays say that do not say otherwise, by keyword; only an ansible.cfg says it. */
  readonly playWords?: Readonly<Record<string, string | readonly string[]>>;
  readonly extraVars: readonly string[];
  readonly user?: string;
  readonly become?: true;
  readonly becomeUser?: string;
  readonly privateKey?: string;
  readonly knownHosts?: string;
  /** Seconds that connecting to a host may take. */
  readonly timeout?: number;
  /** What templates may do on this machine beside reading its files. */
  readonly allowLookup?: readonly AllowedLookup[];
}

/** The same where the inventory has not been read yet. */
export interface LoadOptions extends ProjectOptions, VaultOptions {
  /** Files, folders, and lists such as `host,host`. */
  readonly inventory: readonly string[];
}

/** Which passwords a person types in for the hosts. */
export interface PasswordOptions {
  readonly askBecomePass?: true;
  readonly askPass?: true;
}

/** What hosts are reached with where the inventory names no password. */
export interface Passwords {
  readonly password: Secret | undefined;
  readonly becomePassword: Secret | undefined;
}

export const noPasswords: Passwords = { password: undefined, becomePassword: undefined };

/** Those of the options that are named and were given. */
export function picked<Options, Key extends keyof Options>(
  options: Options,
  names: readonly Key[],
): Pick<Options, Key> {
  const given = names.filter((name) => options[name] !== undefined).map((name) => [name, options[name]]);
  return Object.fromEntries(given) as Pick<Options, Key>;
}
