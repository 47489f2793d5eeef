import { join, normalize } from 'node:path';

/** From where a task names files of this machine. All paths are absolute. */
export interface SearchedFrom {
  /** The folders of its role and of those that the role was used by, its own first. */
  readonly roleFolders: readonly string[];
  /** The folder of the file in which it stands. */
  readonly taskFolder: string;
  readonly playFolder: string;
}

/** The folders in which a task's files are looked for, in Ansible's order: `ansible_search_path`. */
export function searchFolders({ roleFolders, taskFolder, playFolder }: SearchedFrom): readonly string[] {
  return [...new Set([...roleFolders, taskFolder, playFolder])];
}

/** Every place in which a file is looked for, in order: in each folder its subfolder first, such as `files` or `vars`. */
export function searchPlaces(name: string, subfolder: string, from: SearchedFrom): readonly string[] {
  if (name.startsWith('/')) return [normalize(name)];
  const isThere = name.split('/')[0] === subfolder;
  const places = searchFolders(from).flatMap((folder) => [
    ...(isThere ? [] : [join(folder, subfolder, name)]),
    join(folder, name),
  ]);
  return [...new Set(places)];
}
