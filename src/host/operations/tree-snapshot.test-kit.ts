import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join, relative } from 'node:path';

/**
 * Everything about a folder's content, one line an entry: type, mode, owner, times, links, content; with the tools here,
 * ACLs and extended attributes too; `coarse`: times in seconds, and none of links. Of `folder` itself, and of folders in `loose`, the time is left out: making and
 * renaming something in a folder moves it.
 */
export function treeSnapshot(
  folder: string,
  loose: readonly string[] = [],
  coarse = false,
): readonly string[] {
  const paths = [folder, ...below(folder)];
  return [
    ...paths.map((path) => line(folder, path, path === folder || loose.includes(path), coarse)),
    ...attributes(folder),
  ];
}

function below(folder: string): readonly string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? [path, ...below(path)] : [path];
  });
}

function line(folder: string, path: string, loose: boolean, coarse: boolean): string {
  const entry = lstatSync(path);
  const content = entry.isSymbolicLink()
    ? `-> ${readlinkSync(path)}`
    : entry.isFile()
      ? createHash('sha256').update(readFileSync(path)).digest('hex').slice(0, 16)
      : '';
  const exact = coarse ? Math.floor(entry.mtimeMs / 1000) : entry.mtimeMs;
  const time = loose || (coarse && entry.isSymbolicLink()) ? '-' : exact;
  const links = entry.isDirectory() ? '' : `links ${entry.nlink}`;
  return `${relative(folder, path)} ${entry.mode.toString(8)} ${entry.uid}:${entry.gid} ${time} ${links} ${content}`;
}

function attributes(folder: string): readonly string[] {
  const commands = [
    'command -v getfacl >/dev/null && getfacl -Rpn --omit-header .',
    'command -v getfattr >/dev/null && getfattr -Rdh -m - . | sort',
  ];
  return commands.map(
    (command) => spawnSync('sh', ['-c', command], { cwd: folder, encoding: 'utf8' }).stdout,
  );
}
