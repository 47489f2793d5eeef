import { dirname, resolve } from 'node:path';

/** Where a task that includes others stands. */
export interface IncludedFrom {
  /** Its own file, as its place names it. */
  readonly file: string;
  /** That of its role; undefined: it is in none. */
  readonly roleFolder: string | undefined;
  /** That of its playbook. */
  readonly playFolder: string;
}

/**
 * The file of tasks that a name means, among those that are `known`; undefined: there is none. As in Ansible it is looked for
 * beside the file that names it, then among the tasks of the role, then beside the playbook.
 */
export function includedPath(
  name: string,
  { file, roleFolder, playFolder }: IncludedFrom,
  known: { has(path: string): boolean },
): string | undefined {
  const folders = [
    dirname(resolve(playFolder, file)),
    ...(roleFolder === undefined ? [] : [resolve(roleFolder, 'tasks')]),
    playFolder,
  ];
  return folders.map((folder) => resolve(folder, name)).find((path) => known.has(path));
}
