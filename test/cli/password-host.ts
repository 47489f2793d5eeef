import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AuthContext } from 'ssh2';
import { runWith, startInProcess, type TestHost } from '../contracts/in-process-sshd.ts';

/** What the host lets `ops` in with, and what its sudo wants. */
export const passwords = { login: 'canary-login-83c1', sudo: 'canary-sudo-5e07' } as const;

/** A host that is reached over SSH and whose sudo asks for a password. Its /var/lib is a folder of its own. */
export interface PasswordHost extends TestHost {
  /** What is its /var/lib. */
  readonly lib: string;
  /** From now on logins are decided by this. */
  letIn(authenticate: (context: AuthContext) => void): void;
}

const SUDO = `#!/bin/sh
case $1 in -n) echo 'sudo: a password is required' >&2; exit 1 ;; esac
while [ "$1" != -- ]; do [ "$1" != -p ] || prompt=$2; shift; done
shift
printf %s "$prompt" >&2
IFS= read -r word
[ "$word" = '${passwords.sudo}' ] || { echo 'Sorry, try again.' >&2; printf %s "$prompt" >&2; exit 1; }
exec "$@"
`;

/** Starts one in namespaces of this machine, in which whoever runs the test is root. */
export async function startPasswordHost(): Promise<PasswordHost> {
  let authenticate = byPassword('ops');
  const host = await startInProcess({
    authenticate: (context) => authenticate(context),
    execute(command, channel) {
      const env = { PATH: `${host.folder}/bin:${process.env['PATH']}`, HOME: '/' };
      const enter = 'mount --bind "$0" /var/lib && exec /bin/sh -c "$1"';
      runWith(['unshare', '-Urm', 'sh', '-c', enter, lib, command], env, channel);
    },
  });
  const lib = join(host.folder, 'lib');
  await mkdir(lib);
  await mkdir(join(host.folder, 'bin'));
  await writeFile(join(host.folder, 'bin', 'sudo'), SUDO, { mode: 0o755 });
  const letIn: PasswordHost['letIn'] = (by) => {
    authenticate = by;
  };
  return Object.assign(host, { lib, letIn });
}

/** Lets in this user with the login password, and nobody else. */
export function byPassword(user: string): (context: AuthContext) => void {
  return (context) => {
    if (context.method === 'password' && context.username === user && context.password === passwords.login)
      context.accept();
    else context.reject(['password']);
  };
}
