import { statSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { systemFiles } from './files.ts';

/** Finds a file that a task names as Ansible does: in its role, beside the file in which it stands, then in `files/` beside that. */
export async function localFilePort(file: string, name: string): Promise<Uint8Array | undefined> {
  for (const path of placesOf(file, name)) {
    const content = await systemFiles.read(path);
    if (content !== undefined) return content;
  }
  return undefined;
}

/** Why it finds none; undefined: there is one. */
export function localFileTrouble(file: string, name: string): string | undefined {
  const found = placesOf(file, name).map(kindOf);
  if (found.includes('file')) return undefined;
  return found.includes('folder')
    ? `${name} is a folder, and only single files are copied`
    : `there is no file ${name} on this machine`;
}

/** What may not be looked at may be a file: reading it will tell. */
function kindOf(path: string): 'file' | 'folder' | 'none' {
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found === undefined) return 'none';
    return found.isDirectory() ? 'folder' : 'file';
  } catch {
    return 'file';
  }
}

/** For a task of a role the folder of the role comes first, as in Ansible. `file`: where the task stands. */
export function placesOf(file: string, name: string): readonly string[] {
  if (isAbsolute(name)) return [name];
  const folder = dirname(file);
  const role = /^(.*\/)?roles\/[^/]+(?=\/(?:tasks|handlers)(?:\/|$))/.exec(folder)?.[0];
  const ofRole = role === undefined ? [] : [join(role, 'files', name), join(role, name)];
  return [...ofRole, join(folder, name), join(folder, 'files', name)];
}
