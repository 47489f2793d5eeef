import { statSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { systemFiles } from './files.ts';

/** Finds a file that a task names as Ansible does: beside the playbook, then in `files/` beside it. */
export async function localFilePort(playbook: string, name: string): Promise<Uint8Array | undefined> {
  for (const path of placesOf(playbook, name)) {
    const content = await systemFiles.read(path);
    if (content !== undefined) return content;
  }
  return undefined;
}

/** Why it finds none; undefined: there is one. */
export function localFileTrouble(playbook: string, name: string): string | undefined {
  const found = placesOf(playbook, name).map(kindOf);
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

function placesOf(playbook: string, name: string): readonly string[] {
  if (isAbsolute(name)) return [name];
  const folder = dirname(playbook);
  return [join(folder, name), join(folder, 'files', name)];
}
