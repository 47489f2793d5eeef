import { lstatSync, readdirSync, readFileSync, realpathSync, type Stats, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { codeOf, isMissing } from '../../../disk/error-code.ts';
import type { FileContent, FileLook } from '../../../model/lookups.ts';

/** More than this no template has a use for. */
const LIMIT_BYTES = 16 * 1024 * 1024;

export function readContent(path: string): FileContent {
  try {
    const { size } = statSync(path);
    if (size > LIMIT_BYTES) return { kind: 'unreadable', why: 'it is larger than 16 MiB' };
    return { kind: 'content', bytes: readFileSync(path) };
  } catch (error) {
    if (isMissing(error) || codeOf(error) === 'ENOTDIR') return { kind: 'missing' };
    return { kind: 'unreadable', why: reasonIn(error) };
  }
}

function reasonIn(error: unknown): string {
  const code = codeOf(error);
  if (code === 'EACCES' || code === 'EPERM') return 'permission denied';
  return code === 'EISDIR' ? 'it is a folder' : String(code);
}

export function lookAt(path: string, links: 'follow' | 'keep'): FileLook | undefined {
  try {
    const found = links === 'follow' ? statSync(path) : lstatSync(path);
    return { kind: kindOf(found), device: found.dev, inode: found.ino };
  } catch {
    return undefined;
  }
}

function kindOf(found: Stats): FileLook['kind'] {
  if (found.isFile()) return 'file';
  if (found.isDirectory()) return 'folder';
  return found.isSymbolicLink() ? 'link' : 'other';
}

export function listFolder(path: string): readonly string[] | undefined {
  try {
    return readdirSync(path);
  } catch {
    return undefined;
  }
}

/** As far as the path is there; what is not stays as it is. */
export function realPathOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const folder = dirname(path);
    return folder === path ? path : join(realPathOf(folder), path.slice(folder.length));
  }
}

/** The home of a user of this machine. */
export function homeOf(user: string): string | undefined {
  const passwd = readContent('/etc/passwd');
  if (passwd.kind !== 'content') return undefined;
  const lines = Buffer.from(passwd.bytes).toString('utf8').split('\n');
  return lines.map((line) => line.split(':')).find(([name]) => name === user)?.[5];
}
