import { dirname, isAbsolute, join } from 'node:path';
import { systemFiles } from './files.ts';

/** Finds a file that a task names as Ansible does: beside the playbook, then in `files/` beside it. */
export async function localFilePort(playbook: string, name: string): Promise<Uint8Array | undefined> {
  if (isAbsolute(name)) return systemFiles.read(name);
  const folder = dirname(playbook);
  return (await systemFiles.read(join(folder, name))) ?? systemFiles.read(join(folder, 'files', name));
}
