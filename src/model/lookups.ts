import type { VariablesRefused } from './playbook/included-variables.ts';
import type { Variables } from './playbook/inventory.ts';
import type { JsonValue } from './values/json.ts';

/**
 * What templates may learn of the machine that runs rulerun, and of nothing else than it. Synchronous, as rendering is.
 * Paths are absolute, or start where the command was called.
 */
export interface Lookups {
  readonly read: (path: string) => FileContent;
  /** What is at a path; links are followed unless `link` says not to. */
  readonly look: (path: string, links: 'follow' | 'keep') => FileLook | undefined;
  /** The names in a folder, in no order; undefined: it is none. */
  readonly list: (path: string) => readonly string[] | undefined;
  /** The path without links, `.` and `..`, as far as it is there. */
  readonly realPath: (path: string) => string;
  readonly environment: (name: string) => string | undefined;
  /** The home of a user, or of whoever runs rulerun. */
  readonly home: (user: string | undefined) => string | undefined;
  /** The folder in which rulerun was called. */
  readonly folder: string;
  /** Runs a command line in a shell; the same one only once in a run. */
  readonly run: (command: string, folder: string) => LookupAnswer;
  /** Asks a web server; for the same only once in a run. */
  readonly fetch: (request: LookupRequest) => LookupAnswer;
  /** Puts a text where none is yet, readable for its owner alone. Gives the text that is there then. */
  readonly keep: (path: string, text: string) => LookupAnswer;
  /** When the run began, in milliseconds since 1970. */
  readonly now: () => number;
  /** How many minutes the clock on the wall is ahead of UTC at a time. */
  readonly offsetAt: (ms: number) => number;
  /** The same chance for the same key in one run. */
  readonly chance: (key: string) => Chance;
  /** The documents of a text of YAML, as the reader of playbooks reads them. */
  readonly readYaml: (text: string) => YamlAnswer;
  /** The variables that a file says, which is a mapping; absent: no file is read for its variables. */
  readonly variables?: (path: string) => VariablesAnswer;
  /** Opens what ansible-vault closed; absent: no password was given. */
  readonly unvault?: (text: string) => LookupAnswer;
}

/** Where what is random comes from. */
export interface Chance {
  /** An integer from 0 to below `limit`, which is at least 1, each as likely as the other. */
  readonly below: (limit: number) => number;
}

/** What a person allowed with `--allow-lookup`. */
export type AllowedLookup = 'pipe' | 'url';

export type FileContent =
  | { readonly kind: 'content'; readonly bytes: Uint8Array }
  | { readonly kind: 'missing' }
  /** Why it cannot be read, without a full stop. */
  | { readonly kind: 'unreadable'; readonly why: string };

export interface FileLook {
  readonly kind: 'file' | 'folder' | 'link' | 'other';
  /** Two paths lead to one file when these are the same. */
  readonly device: number;
  readonly inode: number;
}

export type LookupAnswer =
  | { readonly kind: 'text'; readonly text: string }
  /** Not done, or done in vain: why, without a full stop, and the way out. */
  | { readonly kind: 'refused'; readonly why: string; readonly hint: string | undefined };

export type YamlAnswer =
  | { readonly kind: 'documents'; readonly documents: readonly JsonValue[] }
  | { readonly kind: 'refused'; readonly why: string };

export type VariablesAnswer =
  | { readonly kind: 'variables'; readonly variables: Variables }
  | VariablesRefused;

export interface LookupRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly user: string | undefined;
  readonly password: string | undefined;
  readonly checksCertificates: boolean;
}
