import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

/** Everything below a folder, a line of words for each path: type, mode, owner, and content or target. */
export function treeOf(root: string): ReadonlyMap<string, string> {
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).sort();
  return new Map(['', ...names].map((name) => [name, described(join(root, name))]));
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
