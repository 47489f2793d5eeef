import { expect } from 'vitest';
import type { Variables } from '../../model/playbook/inventory.ts';
import type { Playbook, Task } from '../../model/playbook/playbook.ts';
import type { SourceFiles } from '../../model/ports.ts';
import { openVault } from '../../vault/open-vault.ts';
import { testLanguage } from '../playbook/language.test-kit.ts';
import { readPlaybook } from '../playbook/playbook.ts';
import { openProject } from './project.ts';

/** Files by their absolute paths. */
export type Tree = Readonly<Record<string, string>>;

export function filesIn(tree: Tree): SourceFiles {
  const paths = Object.keys(tree);
  return {
    read: (path) => (tree[path] === undefined ? undefined : Buffer.from(tree[path])),
    list: (folder) => {
      const below = paths.filter((path) => path.startsWith(`${folder}/`));
      const names = below.map((path) => path.slice(folder.length + 1).split('/', 1)[0] ?? '');
      return names.length === 0 ? undefined : [...new Set(names)].toSorted();
    },
  };
}

/** The playbook `/p/site.yml` of these files, and what is told of it. */
export function read(
  tree: Tree,
  real: (path: string) => string = (path) => path,
  extraVariables: Variables = new Map(),
): { readonly playbook: Playbook; readonly told: readonly string[] } {
  const project = openProject(
    { ...filesIn(tree), real },
    {
      folder: '/p',
      rolesPaths: ['/shared/roles'],
      collectionsPaths: ['/coll'],
    },
    openVault([]),
    extraVariables,
  );
  const { value, diagnostics } = readPlaybook(tree['/p/site.yml'] ?? '', 'site.yml', testLanguage, project);
  if (value === undefined) throw new Error(JSON.stringify(diagnostics));
  const told = diagnostics.map(
    ({ at, message, hint }) =>
      `${at.file}:${at.line}:${at.column} ${message}${hint === undefined ? '' : ` (${hint})`}`,
  );
  return { playbook: value, told };
}

/** The tasks of its one play, in which nothing is wrong. */
export function tasksOf(tree: Tree): readonly Task[] {
  const { playbook, told } = read(tree);
  expect(told).toEqual([]);
  const [play] = playbook.plays;
  if (play === undefined) throw new Error('no play');
  return play.tasks;
}
