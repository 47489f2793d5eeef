import type { SshAddress } from '../../model/playbook/address.ts';
import type { SshConfig } from '../../model/ssh-config.ts';
import type { Position } from '../../model/values/position.ts';
import type { Secret } from '../../model/values/secret.ts';
import { type Given, type KnownHosts, knownHostsFrom, pathFrom } from './host-keys.ts';
import { type Jump, readProxyCommand, readProxyJump } from './jumps.ts';
import { expandHostname, isHostname, isUserName, type PathNames } from './names.ts';
import { refuse, type VariableReading } from './reading.ts';
import { optionsInConfigs } from './ssh-config.ts';
import type { SshKeyword, SshOption } from './ssh-keywords.ts';

/** How to reach a host as far as the options say nothing else. */
export interface SshDefaults {
  readonly home: string;
  /** Who runs rulerun: the login name there too. */
  readonly loginUser: string;
  readonly password: Secret | undefined;
  readonly keyFiles: readonly string[];
  readonly keysNamed: boolean;
  readonly agentSocket: string | undefined;
  readonly identitiesOnly: boolean;
  readonly knownHosts: KnownHosts;
  readonly connectTimeoutMs: number;
  /** The hosts whose ways are being looked for, as they were named. */
  readonly through: readonly string[];
  /** Files of ssh_config(5), the first to be asked first. */
  readonly configs: readonly SshConfig[];
}

/** The address and, for the hosts on the way, how keys are checked there. */
interface Resolved {
  readonly address: SshAddress;
  readonly knownHosts: KnownHosts;
}

/**
 * As ssh does it: of each option the first counts, and of identity files all; what was said for the host comes before
 * what the files of ssh_config(5) say of it. What is wrong is noted in `reading`.
 */
export function sshAddressOf(
  destination: Given,
  said: readonly SshOption[],
  defaults: SshDefaults,
  reading: VariableReading,
): SshAddress {
  const options = [
    ...said,
    ...optionsInConfigs(
      defaults.configs,
      { destination: destination.value, given: said, loginUser: defaults.loginUser },
      reading,
    ),
  ];
  const { address, knownHosts } = resolveWithoutJumps(destination, options, defaults, reading);
  const proxy = options.find(({ keyword }) => keyword === 'proxyjump' || keyword === 'proxycommand');
  if (proxy === undefined) return address;
  const jumps = proxy.keyword === 'proxyjump' ? readProxyJump(proxy.value) : readProxyCommand(proxy.value);
  if (!jumps.ok) {
    refuse(reading, proxy.at, jumps.problem.message, jumps.problem.hint);
    return address;
  }
  // The login name and the password are the host's own; keys and known hosts are the user's, who has no other place
  // to say them.
  const { keyFiles, keysNamed, agentSocket, identitiesOnly, connectTimeoutMs } = address;
  const inherited: SshDefaults = {
    ...defaults,
    ...{ keyFiles, keysNamed, agentSocket, identitiesOnly, connectTimeoutMs, knownHosts },
    password: undefined,
    through: [...defaults.through, destination.value],
  };
  const circle = jumps.jumps.find((jump) => inherited.through.includes(jump.destination.hostname));
  if (circle !== undefined) {
    const message = `the way to \`${destination.value}\` leads through \`${circle.destination.hostname}\`, and the way there through the same`;
    const hint = `leave it out there: \`Host !${circle.destination.hostname} *\``;
    refuse(reading, proxy.at, message, hint);
    return address;
  }
  const ways = jumps.jumps.map((jump, index) => waypoints(jump, index === 0, proxy.at, inherited, reading));
  return { ...address, jumps: ways.flat() };
}

function waypoints(
  { destination: { user, hostname, port }, options }: Jump,
  isFirst: boolean,
  at: Position,
  defaults: SshDefaults,
  reading: VariableReading,
): readonly SshAddress[] {
  const given: readonly (readonly [SshKeyword, string])[] = [
    ...(user === undefined ? [] : [['user', user] as const]),
    ...(port === undefined ? [] : [['port', port] as const]),
    ...options,
    // The way to all but the first is the one before it, whatever the files say.
    ...(isFirst ? [] : [['proxyjump', 'none'] as const]),
  ];
  const found = given.map(([keyword, value]) => ({ keyword, value, at }));
  const address = sshAddressOf({ value: hostname, at }, found, defaults, reading);
  return [...address.jumps, { ...address, jumps: [] }];
}

function resolveWithoutJumps(
  destination: Given,
  options: readonly SshOption[],
  defaults: SshDefaults,
  reading: VariableReading,
): Resolved {
  const first = (keyword: SshKeyword): Given | undefined =>
    options.find((option) => option.keyword === keyword);
  const named = first('hostname');
  const host =
    named === undefined
      ? destination
      : { value: expandHostname(named.value, destination.value), at: named.at };
  if (!isHostname(host.value)) {
    const hint = 'a host name is made of letters, digits, dots and dashes; give it with `ansible_host`';
    refuse(reading, host.at, `\`${host.value}\` is not a host name`, hint);
  }
  const user = first('user');
  if (user !== undefined && !isUserName(user.value))
    refuse(reading, user.at, `\`${user.value}\` is not a user name`);

  const port = numberFrom(first('port'), { what: 'port', from: 1, to: 65_535 }, reading) ?? 22;
  const names: PathNames = {
    ...defaults,
    hostname: host.value,
    destination: destination.value,
    user: user?.value ?? defaults.loginUser,
    port,
  };
  const knownHosts = knownHostsFrom(
    {
      mode: first('stricthostkeychecking'),
      user: first('userknownhostsfile'),
      global: first('globalknownhostsfile'),
    },
    defaults.knownHosts,
    names,
    reading,
  );
  const address: SshAddress = {
    kind: 'ssh',
    hostname: host.value,
    port,
    user: names.user,
    ...credentialsFrom(options, defaults, names, reading),
    ...aliasFrom(first('hostkeyalias'), reading),
    hostKeys: { mode: knownHosts.mode, knownHostsFiles: [...knownHosts.user, ...knownHosts.global] },
    jumps: [],
    connectTimeoutMs: timeoutFrom(first('connecttimeout'), reading) ?? defaults.connectTimeoutMs,
  };
  return { address, knownHosts };
}

function aliasFrom(given: Given | undefined, reading: VariableReading): { readonly hostKeyAlias?: string } {
  if (given === undefined) return {};
  if (!isHostname(given.value)) refuse(reading, given.at, `\`${given.value}\` is not a name for a host key`);
  return { hostKeyAlias: given.value };
}

function timeoutFrom(given: Given | undefined, reading: VariableReading): number | undefined {
  if (given?.value.toLowerCase() === 'none') return undefined;
  const seconds = numberFrom(given, { what: 'number of seconds to connect', from: 1, to: 3600 }, reading);
  return seconds === undefined ? undefined : seconds * 1000;
}

function numberFrom(
  given: Given | undefined,
  { what, from, to }: { readonly what: string; readonly from: number; readonly to: number },
  reading: VariableReading,
): number | undefined {
  if (given === undefined) return undefined;
  const value = /^\d{1,9}$/.test(given.value) ? Number(given.value) : Number.NaN;
  if (value >= from && value <= to) return value;
  refuse(reading, given.at, `the ${what} must be from ${from} to ${to}, not \`${given.value}\``);
  return undefined;
}

type Credentials = Pick<SshAddress, 'password' | 'keyFiles' | 'keysNamed' | 'agentSocket' | 'identitiesOnly'>;

function credentialsFrom(
  options: readonly SshOption[],
  defaults: SshDefaults,
  names: PathNames,
  reading: VariableReading,
): Credentials {
  const first = (keyword: SshKeyword): Given | undefined =>
    options.find((option) => option.keyword === keyword);
  const isNo = (keyword: SshKeyword): boolean => /^(?:no|false)$/i.test(first(keyword)?.value ?? '');
  const only = first('identitiesonly');
  const methods = first('preferredauthentications')?.value.split(',');
  const mayUseKeys = !isNo('pubkeyauthentication') && (methods?.includes('publickey') ?? true);
  const mayUsePassword =
    !isNo('passwordauthentication') &&
    (methods?.some((method) => method === 'password' || method === 'keyboard-interactive') ?? true);

  const files = options.filter(({ keyword }) => keyword === 'identityfile');
  const keysNamed = files.length > 0 || defaults.keysNamed;
  const named = files.flatMap((file) =>
    file.value === 'none' ? [] : (pathFrom(file, names, reading) ?? []),
  );
  return {
    password: mayUsePassword ? defaults.password : undefined,
    keyFiles: mayUseKeys ? (files.length > 0 ? [...new Set(named)] : defaults.keyFiles) : [],
    keysNamed: keysNamed || !mayUseKeys,
    agentSocket: mayUseKeys ? agentFrom(first('identityagent'), defaults, names, reading) : undefined,
    // The agent stays: it may hold the very keys that are encrypted in their files, or that the files only name.
    identitiesOnly: only === undefined ? defaults.identitiesOnly : /^(?:yes|true)$/i.test(only.value),
  };
}

function agentFrom(
  given: Given | undefined,
  { agentSocket }: SshDefaults,
  names: PathNames,
  reading: VariableReading,
): string | undefined {
  if (given === undefined || /^\$?SSH_AUTH_SOCK$/.test(given.value)) return agentSocket;
  return given.value === 'none' ? undefined : pathFrom(given, names, reading);
}
