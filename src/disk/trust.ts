import { lstatSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { quote } from '../host/quote.ts';

/** Who may have had a hand in a file that is acted upon. */
export interface Trusted {
  /** Ids of users. */
  readonly users: ReadonlySet<number>;
  /** Ids of groups whose members all are trusted. */
  readonly groups: ReadonlySet<number>;
}

export interface Distrust {
  /** `/srv/play.yml can be written by everybody`. */
  readonly why: string;
  /** The command that puts it right. */
  readonly way: string;
}

/**
 * Whom this process believes: undefined: everybody, because what it does with a file is no more than its user may do
 * anyway. Root believes root, and the user who has become root by sudo: it is that user who asks.
 */
export function believed(
  uid: number | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): Trusted | undefined {
  if (uid !== 0) return undefined;
  const { SUDO_UID: user, SUDO_GID: group } = environment;
  const unmapped = isNamespace() ? [65_534] : [];
  return {
    users: new Set([0, ...unmapped, ...(user === undefined ? [] : [Number(user)])]),
    groups: new Set([0, ...unmapped, ...(group === undefined ? [] : [Number(group)])]),
  };
}

/** In a user namespace the files of users outside it, root among them, seem to belong to nobody. */
function isNamespace(): boolean {
  const map = tried(() => readFileSync('/proc/self/uid_map', 'latin1')) ?? '';
  return map !== '' && !/^\s*0\s+0\s+4294967295\s*$/.test(map);
}

/**
 * Why what the path leads to may be somebody else's: the file or a folder above it belongs to, or may be written by,
 * others than those. In a sticky folder, such as /tmp, nobody can replace what is not theirs. Undefined: it is all right,
 * or not there.
 */
export function distrustOf(path: string, trusted: Trusted): Distrust | undefined {
  const named = resolve(path);
  const real = tried(() => realpathSync(named)) ?? named;
  // What is not there is nobody's, whoever may put it there later.
  if (tried(() => lstatSync(real)) === undefined) return undefined;
  for (const each of new Set([...upwards(real), ...upwards(named)])) {
    const distrust = distrustAt(each, trusted);
    if (distrust !== undefined) return distrust;
  }
  return undefined;
}

/** Of a file or folder by itself. A link says nothing; whoever could put it there is asked about with its folder. */
function distrustAt(path: string, trusted: Trusted): Distrust | undefined {
  const found = tried(() => lstatSync(path));
  if (found === undefined || found.isSymbolicLink()) return undefined;
  const { uid, gid, mode } = found;
  if (!trusted.users.has(uid))
    return { why: `${path} belongs to another user (uid ${uid})`, way: `chown root ${quote(path)}` };
  if (found.isDirectory() && (mode & 0o1000) !== 0) return undefined;
  const way = `chmod go-w ${quote(path)}`;
  if ((mode & 0o002) !== 0) return { why: `${path} can be written by everybody`, way };
  if ((mode & 0o020) !== 0 && !trusted.groups.has(gid))
    return { why: `${path} can be written by a group (gid ${gid})`, way };
  return undefined;
}

/** The path and all folders above it. */
function upwards(path: string): readonly string[] {
  const above = dirname(path);
  return above === path ? [path] : [path, ...upwards(above)];
}

function tried<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}
