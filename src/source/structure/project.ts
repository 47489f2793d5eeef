import { relative } from 'node:path';
import type { Diagnostic, Read } from '../../model/diagnostic.ts';
import type { Variables } from '../../model/playbook/inventory.ts';
import type { Mention } from '../../model/playbook/mention.ts';
import type { LooseTask, Role } from '../../model/playbook/playbook.ts';
import type { SourceFiles } from '../../model/ports.ts';
import type { Nested } from '../../model/values/nested.ts';
import type { Vault } from '../../model/values/sealed.ts';
import type { ScalarNode, Tree } from '../../model/values/tree.ts';
import { VaultFault } from '../../vault/fault.ts';
import { openVault } from '../../vault/open-vault.ts';
import { unopenedFile } from '../diagnostics/vault-mistake.ts';
import { type SourceLines, sourceLines } from '../yaml/source-lines.ts';
import { decodeUtf8 } from '../yaml/utf8.ts';
import { readYaml } from '../yaml/yaml.ts';
import { playbookLimits } from '../yaml/yaml-limits.ts';

/** Where the files of a project lie. All paths are absolute. */
export interface ProjectPlaces {
  /** Where relative paths begin. */
  readonly folder: string;
  /** Where roles are looked for beside the playbook. */
  readonly rolesPaths: readonly string[];
  /** Each holds `ansible_collections`. */
  readonly collectionsPaths: readonly string[];
}

/** The files that playbooks are made of, each read once. Maps grow while playbooks are read. */
export interface Project extends ProjectPlaces {
  readonly files: SourceFiles;
  /** For what is encrypted. */
  readonly vault: Vault;
  /** By the name that people see. */
  readonly texts: Map<string, string>;
  readonly trees: Map<string, OpenedFile | undefined>;
  readonly taskFiles: Map<string, TaskFile>;
  readonly roles: Map<string, Role>;
  readonly included: Map<string, readonly LooseTask[]>;
  readonly unreadable: Map<string, Diagnostic>;
  /** They win over all others. */
  readonly extraVariables: Variables;
  /** How many names and tags were worked out while files were read: such a file says something else elsewhere. */
  readonly rendered: { count: number };
  /** Folders in which Python was looked for. */
  readonly lookedInto: Set<string>;
  /** The files that are being imported, the outermost first. */
  readonly opening: string[];
}

/** A file as YAML. */
export interface OpenedFile {
  /** Its name as people see it. */
  readonly name: string;
  readonly tree: Tree | undefined;
  readonly lines: SourceLines;
  readonly diagnostics: readonly Diagnostic[];
}

/** The tasks of a file, and what else came to light while they were read. */
export interface TaskFile extends FoundInTasks {
  readonly tasks: readonly LooseTask[];
  readonly diagnostics: readonly Diagnostic[];
}

/** What a play has to know of tasks, wherever they were written. */
export interface FoundInTasks {
  readonly mentions: Nested<Mention>;
  readonly notices: Nested<ScalarNode>;
  /** What handlers that could not be read would answer to. */
  readonly unread: readonly string[];
  /** The handlers of each role that is used. */
  readonly handlers: readonly (readonly LooseTask[])[];
  /** The keys of the roles whose variables the whole play sees. */
  readonly roles: readonly string[];
}

/** More than any tree of playbooks has; a sign that something goes round. */
export const mostFiles = 10_000;

export function openProject(
  files: SourceFiles,
  places: ProjectPlaces,
  vault: Vault = openVault([]),
  extraVariables: Variables = new Map(),
): Project {
  return {
    ...places,
    files: askedOnce(files),
    vault,
    texts: new Map(),
    trees: new Map(),
    taskFiles: new Map(),
    roles: new Map(),
    included: new Map(),
    unreadable: new Map(),
    extraVariables,
    rendered: { count: 0 },
    lookedInto: new Set(),
    opening: [],
  };
}

/** Roles are looked for in many places, again and again. */
function askedOnce({ read, list, real }: SourceFiles): SourceFiles {
  const links = real === undefined ? {} : { real: remembered(real) };
  return { read: remembered(read), list: remembered(list), ...links };
}

function remembered<T>(ask: (path: string) => T): (path: string) => T {
  const known = new Map<string, T>();
  return (path) => {
    const found = known.get(path);
    if (found !== undefined || known.has(path)) return found as T;
    const answer = ask(path);
    known.set(path, answer);
    return answer;
  };
}

/** Nothing but the one text: no file lies beside it. */
export function noProject(): Project {
  const files: SourceFiles = { read: () => undefined, list: () => undefined };
  return openProject(files, { folder: '/', rolesPaths: [], collectionsPaths: [] });
}

/** True for a file that is there; one that is being read is. */
export function isThere(path: string, project: Project): boolean {
  return project.opening.includes(path) || openFile(path, project) !== undefined;
}

/** Opens a file by its absolute path; undefined: there is none. */
export function openFile(path: string, project: Project): OpenedFile | undefined {
  if (project.trees.has(path)) return project.trees.get(path);
  const bytes = project.trees.size < mostFiles ? project.files.read(path) : undefined;
  const opened = bytes === undefined ? undefined : opens(bytes, shownName(path, project), project);
  project.trees.set(path, opened);
  return opened;
}

function opens(bytes: Uint8Array, name: string, project: Project): OpenedFile {
  const { vault } = project;
  const { value: text, diagnostics } = textOf(bytes, name, vault);
  if (text === undefined) return { name, tree: undefined, lines: () => '', diagnostics };
  // What was encrypted is neither shown nor kept with a run.
  if (!vault.wasEncrypted(name)) project.texts.set(name, text);
  const read = readYaml(text, name, playbookLimits, vault);
  return {
    ...{ name, tree: read.value, lines: sourceLines(text) },
    diagnostics: [...diagnostics, ...read.diagnostics],
  };
}

function textOf(bytes: Uint8Array, name: string, vault: Vault): Read<string> {
  try {
    return decodeUtf8(vault.openFile(name, bytes), name);
  } catch (error) {
    if (!(error instanceof VaultFault)) throw error;
    return { value: undefined, diagnostics: [unopenedFile(name, error)] };
  }
}

/** Short where that is shorter: people open it from where they stand. */
function shownName(path: string, { folder }: Pick<Project, 'folder'>): string {
  const short = relative(folder, path);
  return short === '' || short.startsWith('..') ? path : short;
}
