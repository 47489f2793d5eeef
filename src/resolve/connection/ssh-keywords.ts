import type { Given } from './host-keys.ts';

/** What rulerun makes of an option of `ssh -o`, by its name in lower case. */

/** Those that say something about reaching a host. */
export const understood = [
  'ConnectTimeout',
  'GlobalKnownHostsFile',
  'HostKeyAlias',
  'HostName',
  'IdentitiesOnly',
  'IdentityAgent',
  'IdentityFile',
  'PasswordAuthentication',
  'Port',
  'PreferredAuthentications',
  'ProxyCommand',
  'ProxyJump',
  'PubkeyAuthentication',
  'StrictHostKeyChecking',
  'User',
  'UserKnownHostsFile',
] as const;

export type SshKeyword = Lowercase<(typeof understood)[number]>;

/** An option of ssh as it was given. */
export interface SshOption extends Given {
  readonly keyword: SshKeyword;
}

const keywords: ReadonlySet<string> = new Set(understood.map((name) => name.toLowerCase()));

export function isKeyword(name: string): name is SshKeyword {
  return keywords.has(name);
}

/** Those that make no difference here: one connection a host is kept open and watched without them. */
const harmless: ReadonlySet<string> = new Set(
  (
    'addkeystoagent batchmode challengeresponseauthentication checkhostip clearallforwardings compression ' +
    'compressionlevel connectionattempts controlmaster controlpath controlpersist enableescapecommandline escapechar ' +
    'exitonforwardfailure gssapidelegatecredentials hashknownhosts ipqos kbdinteractiveauthentication loglevel ' +
    'logverbose numberofpasswordprompts sendenv serveralivecountmax serveraliveinterval tcpkeepalive updatehostkeys ' +
    'verifyhostkeydns visualhostkey'
  ).split(' '),
);

/** Those that make no difference with one of these values. */
const harmlessAs: ReadonlyMap<string, readonly string[]> = new Map([
  ['addressfamily', ['any']],
  ['canonicalizehostname', ['no', 'none']],
  ['forwardagent', ['no']],
  ['forwardx11', ['no']],
  ['forwardx11trusted', ['no']],
  ['gssapiauthentication', ['no']],
  ['hostbasedauthentication', ['no']],
  ['permitlocalcommand', ['no']],
  ['requesttty', ['no', 'auto']],
  ['tunnel', ['no']],
]);

/** True for an option that may be passed over in silence. */
export function isHarmless(name: string, value: string): boolean {
  return harmless.has(name) || (harmlessAs.get(name)?.includes(value.toLowerCase()) ?? false);
}

/** Flags without a value that may be passed over: `-C`, `-q`, `-T`, `-v`, `-a`, `-x`, `-n`, `-M`. */
export const harmlessFlags: ReadonlySet<string> = new Set('aCMnqTvx');

/** Flags with a value that stand for an option. */
export const flagKeywords: ReadonlyMap<string, SshKeyword> = new Map([
  ['i', 'identityfile'],
  ['J', 'proxyjump'],
  ['l', 'user'],
  ['p', 'port'],
]);

/** All flags of ssh that take a value. */
export const flagsWithValue: ReadonlySet<string> = new Set('BbcDEeFIiJLlmOopQRSWw');
