import type { HostKeyPolicy, SshAddress } from '../../model/playbook/address.ts';
import type { SshConfig } from '../../model/ssh-config.ts';
import { startOf } from '../../model/values/position.ts';
import type { Secret } from '../../model/values/secret.ts';
import type { Given } from './host-keys.ts';
import { readInteger, readSecret, readText, refuse, type Said, type VariableReading } from './reading.ts';
import { type SshDefaults, sshAddressOf } from './ssh.ts';
import { readSshArguments } from './ssh-arguments.ts';
import type { SshKeyword, SshOption } from './ssh-keywords.ts';

/** What the command line and the surroundings say of SSH. */
export interface SshSurroundings {
  /** Who runs rulerun: the login name on the hosts unless somebody says another. */
  readonly loginUser: string;
  readonly home: string;
  /** The value of `SSH_AUTH_SOCK`. */
  readonly agentSocket: string | undefined;
  /** `-u`. */
  readonly user: string | undefined;
  /** `--private-key`. */
  readonly privateKeyFile: string | undefined;
  /** `--known-hosts`: instead of `~/.ssh/known_hosts`, and of what a host's ssh options say. */
  readonly knownHostsFile: string | undefined;
  /** From `-k`. */
  readonly password: Secret | undefined;
  /** `--timeout`, in milliseconds. */
  readonly connectTimeoutMs: number | undefined;
  readonly sshConfigs: SshConfigs;
}

/** The files of ssh_config(5) that have been read. */
export interface SshConfigs {
  /** The user's and the system's, as far as they are there. */
  readonly usual: readonly SshConfig[];
  /** Those that `-F` names in a host's ssh arguments, by the name given there. */
  readonly named: ReadonlyMap<string, SshConfig>;
}

export const noSshConfigs: SshConfigs = { usual: [], named: new Map() };

/** The address that a host's variables describe; `destination` is its name or `ansible_host`. */
export function sshAddressFrom(
  destination: Said<string>,
  reading: VariableReading,
  surroundings: SshSurroundings,
): SshAddress {
  const names = ['ansible_password', 'ansible_ssh_pass', 'ansible_ssh_password'];
  const password = readSecret(names, reading) ?? surroundings.password;
  const { options, configs } = optionsFrom(reading, surroundings);
  const defaults = { ...defaultsFrom(surroundings), password, configs };
  const address = sshAddressOf(destination, options, defaults, reading);
  const pinned = pinnedKey(reading);
  return pinned === undefined ? address : { ...address, hostKeys: pinned };
}

function defaultsFrom({
  home,
  loginUser,
  agentSocket,
  knownHostsFile,
}: SshSurroundings): Omit<SshDefaults, 'password' | 'configs'> {
  return {
    home,
    loginUser,
    keyFiles: ['id_ed25519', 'id_ecdsa', 'id_rsa'].map((name) => `${home}/.ssh/${name}`),
    keysNamed: false,
    agentSocket,
    identitiesOnly: false,
    knownHosts: {
      mode: 'strict',
      isNamed: knownHostsFile !== undefined,
      user: [knownHostsFile ?? `${home}/.ssh/known_hosts`],
      global: ['/etc/ssh/ssh_known_hosts'],
    },
    connectTimeoutMs: 30_000,
    through: [],
  };
}

/** In the order in which Ansible puts them on ssh's command line, where the first of a kind counts. */
function optionsFrom(
  reading: VariableReading,
  { user, privateKeyFile, connectTimeoutMs, sshConfigs }: SshSurroundings,
): { readonly options: readonly SshOption[]; readonly configs: readonly SshConfig[] } {
  const timeout = connectTimeoutMs === undefined ? undefined : Math.ceil(connectTimeoutMs / 1000);
  const names = {
    port: ['ansible_port', 'ansible_ssh_port'],
    key: ['ansible_private_key_file', 'ansible_ssh_private_key_file'],
    user: ['ansible_user', 'ansible_ssh_user'],
    timeout: ['ansible_timeout', 'ansible_ssh_timeout'],
  };
  const before = argumentsIn('ansible_ssh_args', reading);
  const behind = ['ansible_ssh_common_args', 'ansible_ssh_extra_args'].map((name) =>
    argumentsIn(name, reading),
  );
  const [file] = [before, ...behind].flatMap(({ configFile }) => configFile ?? []);
  const options = [
    ...before.options,
    ...option('port', readInteger(names.port, { from: 1, to: 65_535 }, reading)),
    ...option('identityfile', readText(names.key, reading) ?? onCommandLine('--private-key', privateKeyFile)),
    ...option('user', readText(names.user, reading) ?? onCommandLine('--user', user)),
    ...option(
      'connecttimeout',
      readInteger(names.timeout, { from: 1, to: 3600 }, reading) ?? onCommandLine('--timeout', timeout),
    ),
    ...behind.flatMap((each) => each.options),
  ];
  return { options, configs: file === undefined ? sshConfigs.usual : configNamed(file, sshConfigs, reading) };
}

function option(keyword: SshKeyword, said: Said<string | number> | undefined): readonly SshOption[] {
  return said === undefined ? [] : [{ keyword, value: String(said.value), at: said.at }];
}

function onCommandLine<T>(flag: string, value: T | undefined): Said<T> | undefined {
  return value === undefined ? undefined : { name: flag, value, at: startOf(flag) };
}

/** As with ssh, such a file stands in for both of the usual ones. */
function configNamed(
  { value, at }: Given,
  { named }: SshConfigs,
  reading: VariableReading,
): readonly SshConfig[] {
  if (value === 'none') return [];
  const config = named.get(value);
  if (config !== undefined) return [config];
  const hint = 'name it literally, in the inventory or with -e: it is read before anything is filled in';
  refuse(reading, at, `\`-F ${value}\`: there is no such file`, hint);
  return [];
}

interface Arguments {
  readonly options: readonly SshOption[];
  readonly configFile: Given | undefined;
}

function argumentsIn(name: string, reading: VariableReading): Arguments {
  const said = readText([name], reading);
  if (said === undefined) return { options: [], configFile: undefined };
  const { options, operands, forward, configFile, problems } = readSshArguments(said.value);
  for (const { message, hint } of problems) refuse(reading, said.at, `\`${name}\`: ${message}`, hint);
  const stray = forward === undefined ? operands[0] : `-W ${forward}`;
  if (stray !== undefined) refuse(reading, said.at, `\`${name}\`: \`${stray}\` is not an option for a host`);
  const { at } = said;
  return {
    options: options.map(([keyword, value]) => ({ keyword, value, at })),
    configFile: configFile === undefined ? undefined : { value: configFile, at },
  };
}

function pinnedKey(reading: VariableReading): HostKeyPolicy | undefined {
  const said = readText(['rulerun_host_key_fingerprint'], reading);
  if (said === undefined) return undefined;
  const fingerprint = said.value.replace(/=+$/, '');
  if (/^SHA256:[A-Za-z0-9+/]{43}$/.test(fingerprint)) return { mode: 'pinned', fingerprint };
  const hint = '`ssh-keygen -lf KEYFILE` prints it as `SHA256:` and 43 characters';
  refuse(reading, said.at, `\`${said.name}\`: \`${said.value}\` is not a fingerprint`, hint);
  return undefined;
}
