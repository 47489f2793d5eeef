import { spawnSync } from 'node:child_process';

/** A network namespace of its own: as root a plain one, else one in a user namespace. Nothing on this machine is touched. */
export const OWN_NAMESPACE: readonly string[] = process.getuid?.() === 0 ? ['-n'] : ['-Urn'];

/** Why a real program cannot load rules here; undefined when it can. Said on standard error, too. */
export function whyNot(program: string): string | undefined {
  const { error, status, stderr } = spawnSync('unshare', [...OWN_NAMESPACE, 'unshare', '-n', program], {
    input: '*filter\nCOMMIT\n',
    encoding: 'utf8',
    // Whoever is not root may not open the lock of this machine.
    env: { ...process.env, XTABLES_LOCKFILE: '/dev/null' },
  });
  const why =
    error?.message ?? (status === 0 ? undefined : `exit ${status}: ${stderr.trim().split('\n')[0]}`);
  if (why !== undefined) process.stderr.write(`skipped: real ${program}: ${why}\n`);
  return why;
}
