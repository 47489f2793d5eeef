import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { access, constants, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { hasErrors } from '../../model/diagnostic.ts';
import type { Host, LoadedInventory, Variables } from '../../model/playbook/inventory.ts';
import type { Files } from '../../model/ports.ts';
import type { JsonValue } from '../../model/values/json.ts';
import { readInventory } from './read.ts';

// What the real program says of the same inventories; fixtures/generate.py asked it.

const fixtures = fileURLToPath(new URL('fixtures/', import.meta.url));

interface ListedGroup {
  readonly hosts?: readonly string[];
  readonly children?: readonly string[];
}

interface Listing {
  readonly _meta: { readonly hostvars: Readonly<Record<string, unknown>> };
  readonly [group: string]: ListedGroup | unknown;
}

interface Case {
  readonly sources: readonly string[];
  readonly playbookDir?: string;
}

interface Expected {
  readonly list: Listing;
  readonly hosts?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

interface Line {
  readonly text: string;
  readonly error?: true;
  readonly hosts?: Readonly<Record<string, unknown>>;
  readonly all?: readonly string[];
}

test.for(readdirSync(join(fixtures, 'cases')))('%s means what it means to Ansible', async (name) => {
  const folder = join(fixtures, 'cases', name);
  const { sources, playbookDir } = stored<Case>(join(folder, 'case.json'));
  const expected = stored<Expected>(join(folder, 'expected.json'));
  const playbookDirs = playbookDir === undefined ? [] : [playbookDir];
  const { value, diagnostics } = await readInventory(sources, filesBelow(folder), { playbookDirs });
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  if (value === undefined) throw new Error('no inventory');

  const hosts = [...value.hosts.values()];
  expect(hosts.map(({ name }) => name).sort()).toEqual(namesIn(expected.list));
  expect(variablesOf(hosts)).toEqual(expected.list._meta.hostvars);
  for (const [group, { hosts: direct = [], children = [] }] of groupsIn(expected.list)) {
    const { [group]: read } = membersOf(value);
    expect(read?.children, `children of ${group}`).toEqual(children);
    if (group !== 'all') expect(value.groups.get(group)?.own, `own hosts of ${group}`).toEqual(direct);
    if (children.length === 0) expect(read?.hosts, `hosts of ${group}`).toEqual(direct);
    else expect(new Set(read?.hosts), `hosts of ${group}`).toEqual(new Set(inherited(group, expected.list)));
  }
  for (const [host, variables] of Object.entries(expected.hosts ?? {})) {
    // Nothing on this machine is done by Python.
    const { ansible_python_interpreter: _, ...rest } = variables;
    expect(plain(value.localHosts.get(host)?.variables ?? new Map())).toEqual(rest);
  }
});

test.for(stored<readonly Line[]>(join(fixtures, 'lines.json')))('%j', async ({ text, error, hosts, all }) => {
  const bytes = new TextEncoder().encode(`${text}\n`);
  const files: Files = {
    list: async () => undefined,
    read: async (path) => (path === 'hosts.ini' ? bytes : undefined),
    isExecutable: async () => false,
    runScript: () => Promise.reject(new Error('there is no script')),
  };
  const { value, diagnostics } = await readInventory(['hosts.ini'], files, { playbookDirs: [] });
  expect(hasErrors(diagnostics), JSON.stringify(diagnostics)).toBe(error === true);
  if (value === undefined) return;
  const read = [...value.hosts.values()];
  expect(read.map(({ name }) => name).sort()).toEqual(all);
  expect(variablesOf(read)).toEqual(hosts);
});

function stored<T>(path: string): T {
  return JSON.parse(readFileSync(path, 'utf8')) as T;
}

function groupsIn(list: Listing): readonly (readonly [string, ListedGroup])[] {
  return Object.entries(list)
    .filter(([name]) => name !== '_meta')
    .map(([name, group]) => [name, group as ListedGroup]);
}

function namesIn(list: Listing): readonly string[] {
  return [...new Set(groupsIn(list).flatMap(([, { hosts = [] }]) => hosts))].sort();
}

function inherited(group: string, list: Listing): readonly string[] {
  const { hosts = [], children = [] } = new Map(groupsIn(list)).get(group) ?? {};
  return [...hosts, ...children.flatMap((child) => inherited(child, list))];
}

function membersOf({ groups }: LoadedInventory): Readonly<Record<string, ListedGroup>> {
  return Object.fromEntries(
    [...groups.values()].map(({ name, hosts, children }) => [name, { hosts, children }]),
  );
}

/** As `--list` prints them: hosts without variables are left out. */
function variablesOf(hosts: readonly Host[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    hosts
      .filter(({ variables }) => variables.size > 0)
      .map(({ name, variables }) => [name, plain(variables)]),
  );
}

function plain(variables: Variables): Readonly<Record<string, JsonValue>> {
  const entries = [...variables].map(([name, { value }]) => [name, value] as const);
  // Through text, so that a mapping without a prototype equals one with.
  return JSON.parse(JSON.stringify(Object.fromEntries(entries))) as Record<string, JsonValue>;
}

function filesBelow(root: string): Files {
  const isFolder = async (path: string): Promise<boolean> =>
    stat(join(root, path)).then(
      (entry) => entry.isDirectory(),
      () => false,
    );
  return {
    list: async (path) => ((await isFolder(path)) ? (await readdir(join(root, path))).sort() : undefined),
    read: (path) => readFile(join(root, path)).catch(() => undefined),
    isExecutable: (path) =>
      access(join(root, path), constants.X_OK).then(
        () => true,
        () => false,
      ),
    runScript: (path, args) =>
      new Promise((resolve) => {
        execFile(join(root, path), [...args], (error, stdout, stderr) => {
          resolve({ exitCode: error === null ? 0 : 1, stdout, stderr });
        });
      }),
  };
}
