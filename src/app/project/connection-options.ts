import { homedir, userInfo } from 'node:os';
import type { ConnectionOptions } from '../../resolve/connection/connection.ts';
import type { SshConfigs } from '../../resolve/connection/ssh-variables.ts';
import type { Passwords, ProjectOptions } from './options.ts';

/** What the options and this machine say about reaching hosts. */
export function connectionOptions(
  options: ProjectOptions,
  { password, becomePassword }: Passwords,
  environment: Readonly<Record<string, string | undefined>>,
  sshConfigs: SshConfigs,
): ConnectionOptions {
  return {
    user: options.user,
    loginUser: userInfo().username,
    home: homedir(),
    agentSocket: environment['SSH_AUTH_SOCK'],
    password,
    privateKeyFile: options.privateKey,
    knownHostsFile: options.knownHosts,
    connectTimeoutMs: options.timeout === undefined ? undefined : options.timeout * 1000,
    sshConfigs,
    becomePassword,
    become: options.become === true,
    becomeUser: options.becomeUser,
  };
}
