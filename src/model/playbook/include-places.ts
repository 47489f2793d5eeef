/** From where a name is included. All paths are absolute. */
export interface IncludingFile {
  readonly file: string;
  /** The folder of the role that it belongs to. */
  readonly roleFolder: string | undefined;
  readonly playFolder: string;
}

/** Where a file of tasks by this name is looked for, the first place first: as Ansible does. */
export function includePlaces(
  name: string,
  { file, roleFolder, playFolder }: IncludingFile,
): readonly string[] {
  if (name.startsWith('/')) return [tidy(name)];
  const beside = file.slice(0, file.lastIndexOf('/'));
  const ofRole = roleFolder === undefined ? [] : [`${roleFolder}/tasks`, roleFolder];
  const folders = [beside, ...ofRole, playFolder, `${playFolder}/tasks`];
  return [...new Set(folders.map((folder) => tidy(`${folder}/${name}`)))];
}

/** The key in a plan's `roles` of one that is included while a play runs, by what the effect of `include_role` says. */
export function includedRoleKey(
  playFolder: string,
  role: string,
  from: { readonly vars: string; readonly defaults: string },
): string {
  return `${includedRoleStem(playFolder, role)}${from.vars}\n${from.defaults}`;
}

/** What such a key begins with, whatever files of variables are meant. */
export function includedRoleStem(playFolder: string, role: string): string {
  return ['include', playFolder, role, ''].join('\n');
}

/** `tasks_from: install.yml` and `tasks_from: install` mean one file. */
export function withoutExtension(name: string): string {
  return name.replace(/\.(?:yml|yaml|json)$/, '');
}

/** An absolute path without `.` and `..`. */
export function tidy(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}
