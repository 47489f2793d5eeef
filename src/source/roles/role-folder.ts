import { tidy } from '../../model/playbook/include-places.ts';
import type { Reading } from '../playbook/language.ts';
import type { Project } from '../structure/project.ts';

/** A role where it lies. */
export interface RoleFolder {
  /** As the user named it, without its collection. */
  readonly name: string;
  readonly folder: string;
  /** The collection that it comes with. */
  readonly collection: string | undefined;
}

/** Finds a role as Ansible does; undefined: it lies in none of the `rolePlaces`. */
export function findRole(name: string, reading: Reading): RoleFolder | undefined {
  const { project, standing } = reading;
  const inCollections = collectionRoles(name, reading).find(({ folder }) => isFolder(folder, project));
  if (inCollections !== undefined)
    return { ...inCollections, folder: realPath(inCollections.folder, project) };
  const folder = rolePlaces(name, reading).find((place) => isFolder(place, project));
  if (folder === undefined) return undefined;
  return { name, folder: realPath(folder, project), collection: standing.role?.collection };
}

/** As in Ansible `role_path` has no links in it; and a role that many links lead to is read once. */
function realPath(folder: string, { files }: Pick<Project, 'files'>): string {
  return files.real?.(folder) ?? folder;
}

/** Where a role by this name is looked for outside collections, the first place first. */
export function rolePlaces(name: string, { project, standing }: Reading): readonly string[] {
  if (name.startsWith('/')) return [tidy(name)];
  const { playFolder, role } = standing;
  const beside = role === undefined ? [] : [`${role.folder}/..`];
  const folders = [`${playFolder}/roles`, ...project.rolesPaths, ...beside, playFolder];
  return [...new Set(folders.map((folder) => tidy(`${folder}/${name}`)))];
}

function collectionRoles(name: string, { project, standing }: Reading): readonly RoleFolder[] {
  const named = /^([a-z_]\w*\.[a-z_]\w*)\.([\w.]+)$/i.exec(name);
  const own = standing.role?.collection;
  const searched = [...(own === undefined ? [] : [own]), ...standing.collections];
  const wanted: readonly (readonly [collection: string, role: string])[] =
    named === null
      ? searched.filter(isThirdParty).map((collection) => [collection, name] as const)
      : [[named[1] ?? '', named[2] ?? '']];
  const paths = [...project.collectionsPaths, `${standing.playFolder}/collections`];
  return wanted.flatMap(([collection, role]) =>
    paths.map((path) => ({
      name: role,
      folder: tidy(
        `${path}/ansible_collections/${collection.replace('.', '/')}/roles/${role.replaceAll('.', '/')}`,
      ),
      collection,
    })),
  );
}

/** Ansible's own collections have no roles. */
function isThirdParty(collection: string): boolean {
  return !/^ansible\.(?:builtin|legacy)$/.test(collection);
}

function isFolder(path: string, { files }: Pick<Project, 'files'>): boolean {
  return files.list(path) !== undefined;
}
