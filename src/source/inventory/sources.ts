import type { Files } from '../../model/ports.ts';
import { startOf } from '../../model/values/position.ts';
import { mistake } from '../diagnostics/mistake.ts';
import { attempt, isUnreadable } from './attempt.ts';
import type { Draft } from './formats/draft.ts';
import { readHostList } from './formats/host-list.ts';
import { extensionOf, folderOf, joinPath, trimFolder } from './paths.ts';
import { readSourceFile } from './source-file.ts';

/** Folders inside folders; deeper ones can only be links that lead back up. */
const deepest = 16;

/**
 * Reads one `-i` into the draft: a folder, a file, a script, or hosts separated by commas. Returns the folder in which
 * its `group_vars` and `host_vars` are looked for; `undefined`: it has none.
 */
export async function readSource(source: string, files: Files, draft: Draft): Promise<string | undefined> {
  const folder = trimFolder(source);
  const names = await attempt(source, draft.diagnostics, () => files.list(folder));
  if (names !== undefined) {
    const found = await readFolder(folder, names, { files, draft, depth: 0 });
    if (found === 0) {
      const message = 'there is no inventory in this folder';
      draft.diagnostics.push(mistake(startOf(folder), 'no-inventory', message, whatDoesNotCount));
    }
    return folder;
  }
  const bytes = await attempt(source, draft.diagnostics, () => files.read(source));
  if (bytes !== undefined) {
    await readSourceFile(source, bytes, files, draft);
    return folderOf(source);
  }
  if (source.includes(',')) {
    readHostList(source, draft);
    return undefined;
  }
  if (isUnreadable(source, draft.diagnostics)) return undefined;
  const message = `there is no inventory \`${source}\``;
  const hint = `check the path; a list of hosts needs a comma: \`-i ${source},\``;
  draft.diagnostics.push(mistake(startOf(source), 'inventory-not-found', message, hint));
  return undefined;
}

interface Walk {
  readonly files: Files;
  readonly draft: Draft;
  readonly depth: number;
}

const whatDoesNotCount =
  'hidden files, `group_vars`, `host_vars` and files such as `.md`, `.txt` and `.cfg` do not count';

/** Reads everything in a folder, in ASCII order, folders inside it included. Returns how many files that were. */
async function readFolder(folder: string, names: readonly string[], walk: Walk): Promise<number> {
  const { files, draft, depth } = walk;
  if (depth > deepest) {
    const message = `there are more than ${deepest} folders inside one another`;
    const hint = 'a link may lead back to a folder above it: remove it';
    draft.diagnostics.push(mistake(startOf(folder), 'too-deep', message, hint));
    return 1;
  }
  let found = 0;
  for (const name of names.filter((name) => !isIgnored(name))) {
    const path = joinPath(folder, name);
    const inner = await attempt(path, draft.diagnostics, () => files.list(path));
    if (inner !== undefined) {
      found += await readFolder(path, inner, { ...walk, depth: depth + 1 });
      continue;
    }
    const bytes = await attempt(path, draft.diagnostics, () => files.read(path));
    if (bytes === undefined) continue;
    found += 1;
    await readSourceFile(path, bytes, files, draft);
  }
  return found;
}

/** Ansible's list but for `.ini`, which it passes over to the surprise of everybody whose file is `hosts.ini`. */
const ignoredExtensions: ReadonlySet<string> = new Set(
  '.pyc .pyo .swp .bak .rpm .md .txt .rst .orig .cfg .retry'.split(' '),
);
const ignoredNames: ReadonlySet<string> = new Set(['group_vars', 'host_vars', 'vars_plugins']);

function isIgnored(name: string): boolean {
  if (name.startsWith('.') || name.endsWith('~')) return true;
  return ignoredNames.has(name) || ignoredExtensions.has(extensionOf(name));
}
