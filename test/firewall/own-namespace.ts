import { spawnSync } from 'node:child_process';

/** A network namespace of its own: as root a plain one, else one in a user namespace. Nothing on this machine is touched. */
export const OWN_NAMESPACE: readonly string[] = process.getuid?.() === 0 ? ['-n'] : ['-Urn'];

/** Nobody else is in those namespaces, and an ordinary user cannot open the lock of the host. */
export const env: NodeJS.ProcessEnv = { ...process.env, XTABLES_LOCKFILE: '/dev/null' };

/** Why the real binary cannot be asked here; `undefined` when it can. */
export function missing(binary: string): string | undefined {
  const { error, status, stderr } = spawnSync('unshare', [...OWN_NAMESPACE, binary], {
    input: '*filter\nCOMMIT\n',
    env,
    encoding: 'utf8',
  });
  if (error !== undefined) return error.message;
  return status === 0 ? undefined : `exit ${status}: ${stderr.trim().split('\n')[0]}`;
}

/** The exit status for each of the files 0, 1, … in the folder, every one in a fresh namespace. */
export function statuses(binary: string, folder: string): readonly number[] {
  const script =
    'i=0; while [ -e "$2/$i" ]; do unshare -n "$1" <"$2/$i" >/dev/null 2>&1; echo $?; i=$((i+1)); done';
  const { stdout } = spawnSync('unshare', [...OWN_NAMESPACE, 'sh', '-c', script, 'sh', binary, folder], {
    env,
    encoding: 'utf8',
  });
  return stdout.trim().split('\n').map(Number);
}
