import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

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

/** For each of the files 0, 1, … in the folder what is saved after it was loaded; without `save` it was not loaded. */
export function loaded(family: string, folder: string): readonly { readonly save: string | undefined }[] {
  const script = `i=0; while [ -e "$2/$i" ]; do
    unshare -n sh -c '"$1-restore" <"$2" && "$1-save"' sh "$1" "$2/$i" >"$2/$i.save" 2>/dev/null && : >"$2/$i.done"
    i=$((i+1)); done`;
  spawnSync('unshare', [...OWN_NAMESPACE, 'sh', '-c', script, 'sh', family, folder], { env });
  const found: { readonly save: string | undefined }[] = [];
  for (let index = 0; existsSync(join(folder, String(index))); index += 1) {
    const isDone = existsSync(join(folder, `${index}.done`));
    found.push({ save: isDone ? plain(readFileSync(join(folder, `${index}.save`), 'utf8')) : undefined });
  }
  return found;
}

/** Without comments and counters. A table that is there without a rule may as well be missing. */
function plain(save: string): string {
  return save.replace(/^#.*\n/gm, '').replace(/ \[\d+:\d+\]$/gm, '');
}
