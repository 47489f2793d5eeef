import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Variable, Variables } from '../../model/playbook/inventory.ts';
import type { Files } from '../../model/ports.ts';
import type { Vault } from '../../model/values/sealed.ts';
import type { Tree } from '../../model/values/tree.ts';
import { decodeUtf8 } from '../yaml/utf8.ts';
import { readYaml } from '../yaml/yaml.ts';
import { inventoryLimits } from '../yaml/yaml-limits.ts';
import { attempt } from './attempt.ts';
import { noteUntagged } from './formats/untagged.ts';
import { readVariables } from './formats/yaml-variables.ts';
import { extensionOf, joinPath } from './paths.ts';

/** What the `group_vars` and `host_vars` of one folder say. */
export interface VariableFolder {
  readonly folder: string;
  readonly groups: ReadonlyMap<string, Variables>;
  readonly hosts: ReadonlyMap<string, Variables>;
}

interface Reading {
  readonly files: Files;
  readonly diagnostics: Diagnostic[];
}

/** Reads what is there for these groups and hosts; files for other names are not opened, unless `all` are wanted. */
export async function readVariableFolder(
  folder: string,
  names: { readonly groups: Iterable<string> | 'all'; readonly hosts: Iterable<string> | 'all' },
  reading: Reading,
): Promise<VariableFolder> {
  return {
    folder,
    groups: await readNamed(joinPath(folder, 'group_vars'), names.groups, reading),
    hosts: await readNamed(joinPath(folder, 'host_vars'), names.hosts, reading),
  };
}

/** In this order; only the first that is there counts. */
const endings = ['', '.yml', '.yaml', '.json'] as const;

async function readNamed(
  folder: string,
  names: Iterable<string> | 'all',
  reading: Reading,
): Promise<ReadonlyMap<string, Variables>> {
  const read = new Map<string, Variables>();
  // One listing instead of four questions for every host.
  const listed = new Set(await attempt(folder, reading.diagnostics, () => reading.files.list(folder)));
  if (listed.size === 0) return read;
  const wanted = names === 'all' ? new Set([...listed].map(withoutEnding)) : names;
  for (const name of wanted) {
    const ending = endings.find((ending) => listed.has(name + ending));
    if (ending === undefined) continue;
    const variables = new Map<string, Variable>();
    await readInto(variables, joinPath(folder, name + ending), reading);
    read.set(name, variables);
  }
  return read;
}

function withoutEnding(name: string): string {
  const ending = endings.find((each) => each !== '' && name.endsWith(each)) ?? '';
  return name.slice(0, name.length - ending.length);
}

/** A file, or a folder whose files count in sorted order: later ones override. */
async function readInto(variables: Map<string, Variable>, path: string, reading: Reading): Promise<void> {
  const { files, diagnostics } = reading;
  const names = await attempt(path, diagnostics, () => files.list(path));
  if (names === undefined) {
    const bytes = await attempt(path, diagnostics, () => files.read(path));
    if (bytes !== undefined) readFileInto(variables, { path, bytes }, reading);
    return;
  }
  for (const name of names) {
    if (name.startsWith('.') || name.endsWith('~')) continue;
    const extension = extensionOf(name);
    const inner = joinPath(path, name);
    const isFolder =
      extension !== '' && (await attempt(inner, diagnostics, () => files.list(inner))) !== undefined;
    // Ansible looks into folders only when their names have no dot.
    if (!isFolder && endings.some((ending) => ending === extension))
      await readInto(variables, inner, reading);
  }
}

function readFileInto(
  variables: Map<string, Variable>,
  file: VariableFile,
  { files: { vault }, diagnostics }: Reading,
): void {
  const said = readMaps(file, { diagnostics, vault }, (tree) => [tree]);
  for (const [name, variable] of said) variables.set(name, variable);
}

export interface VariableFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** The variables of a file that a playbook names: a mapping, or a list of mappings of which later ones win. */
export function readVariableFile(
  file: VariableFile,
  diagnostics: Diagnostic[],
  vault: Vault | undefined,
): Variables {
  return readMaps(file, { diagnostics, vault }, (tree) => (tree.kind === 'list' ? tree.items : [tree]));
}

/** The variables of a file that a task names: a mapping. */
export function readVariableMap(
  file: VariableFile,
  diagnostics: Diagnostic[],
  vault: Vault | undefined,
): Variables {
  return readMaps(file, { diagnostics, vault }, (tree) => [tree]);
}

function readMaps(
  { path, bytes }: VariableFile,
  { diagnostics, vault }: { readonly diagnostics: Diagnostic[]; readonly vault: Vault | undefined },
  mapsIn: (tree: Tree) => readonly Tree[],
): Variables {
  const variables = new Map<string, Variable>();
  const text = decodeUtf8(bytes, path);
  diagnostics.push(...text.diagnostics);
  if (text.value === undefined) return variables;
  const tree = readYaml(text.value, path, inventoryLimits, vault);
  diagnostics.push(...tree.diagnostics);
  if (tree.value === undefined) return variables;
  for (const map of mapsIn(tree.value)) {
    for (const [name, variable] of readVariables(map, 'this file', diagnostics)) {
      noteUntagged(name, variable, diagnostics);
      variables.set(name, variable);
    }
  }
  return variables;
}
