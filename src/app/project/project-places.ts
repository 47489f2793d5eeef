import { homedir } from 'node:os';
import { resolve } from 'node:path';
import type { ProjectPlaces } from '../../source/structure/project.ts';
import type { ProjectOptions } from './options.ts';

type Environment = Readonly<Record<string, string | undefined>>;
type PlaceOptions = Pick<ProjectOptions, 'rolesPath' | 'collectionsPath'>;

/**
 * Where roles and collections are looked for: what the options name, else the environment, else Ansible's usual
 * places. Folders in one text are separated by colons.
 */
export function projectPlaces(
  environment: Environment,
  { rolesPath = [], collectionsPath = [] }: PlaceOptions,
): ProjectPlaces {
  const { ANSIBLE_ROLES_PATH, ANSIBLE_COLLECTIONS_PATH, ANSIBLE_COLLECTIONS_PATHS } = environment;
  const named = rolesPath.length > 0 ? rolesPath.join(':') : ANSIBLE_ROLES_PATH;
  const collections =
    collectionsPath.length > 0
      ? collectionsPath.join(':')
      : (ANSIBLE_COLLECTIONS_PATH ?? ANSIBLE_COLLECTIONS_PATHS);
  return {
    folder: process.cwd(),
    rolesPaths: folders(named) ?? USUAL_ROLES.map(atHome),
    collectionsPaths: folders(collections) ?? USUAL_COLLECTIONS.map(atHome),
  };
}

const USUAL_ROLES = ['~/.ansible/roles', '/usr/share/ansible/roles', '/etc/ansible/roles'];
const USUAL_COLLECTIONS = ['~/.ansible/collections', '/usr/share/ansible/collections'];

function folders(text: string | undefined): readonly string[] | undefined {
  if (text === undefined || text === '') return undefined;
  return text.split(':').flatMap((folder) => (folder === '' ? [] : resolve(atHome(folder))));
}

function atHome(folder: string): string {
  return folder.replace(/^~(?=\/|$)/, homedir());
}
