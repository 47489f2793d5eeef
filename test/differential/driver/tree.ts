import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

/** Everything below a folder by its path, in words: type, mode, owner, and content or target. */
export type Tree = Readonly<Record<string, string>>;

export function treeOf(root: string): Tree {
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).sort();
  return Object.fromEntries(['', ...names].map((name) => [name, described(join(root, name))]));
}

function described(path: string): string {
  const stat = lstatSync(path);
  const owner = `${stat.uid}:${stat.gid}`;
  const dress = `${(stat.mode & 0o7777).toString(8)} ${owner}`;
  if (stat.isSymbolicLink()) return `link to ${readlinkSync(path)} ${owner}`;
  if (stat.isDirectory()) return `folder ${dress}`;
  if (stat.isFile()) return `file ${dress} ${JSON.stringify(readFileSync(path, 'utf8'))}`;
  return `other ${dress}`;
}
