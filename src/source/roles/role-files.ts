import type { Project } from '../structure/project.ts';

const extensions = ['.yml', '.yaml', '.json', ''];

/** The parts of a role that lie in a file by the name of `main`, or by one that the user gives. */
export type RolePart = 'tasks' | 'handlers' | 'vars' | 'defaults' | 'meta';

/**
 * The files that make up a part of a role, in the order in which later ones win; none: the role does not have it. Variables
 * may lie in many files of a folder.
 */
export function filesOfPart(
  folder: string,
  part: RolePart,
  name: string,
  { files }: Pick<Project, 'files'>,
): readonly string[] {
  const base = `${folder}/${part}/${name}`;
  const names = /\.(?:yml|yaml|json)$/.test(name) ? ['', ...extensions] : extensions;
  const isVariables = part === 'vars' || part === 'defaults';
  for (const extension of names) {
    const path = `${base}${extension}`;
    if (files.read(path) !== undefined) return [path];
    if (isVariables && files.list(path) !== undefined) return filesBelow(path, files);
  }
  return [];
}

/** The files with variables in a folder, as Ansible reads them: those below the first, in the order of their names. */
function filesBelow(folder: string, files: Project['files']): readonly string[] {
  return (files.list(folder) ?? []).flatMap((name) => {
    const path = `${folder}/${name}`;
    if (name.startsWith('.') || name.endsWith('~')) return [];
    if (files.list(path) !== undefined) return filesBelow(path, files);
    return extensions.some((extension) => name.endsWith(extension)) ? [path] : [];
  });
}
