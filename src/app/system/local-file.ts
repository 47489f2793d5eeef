import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { isEncrypted } from '../../vault/envelope.ts';
import { VaultFault } from '../../vault/fault.ts';
import { type OpenVault, openVault } from '../../vault/open-vault.ts';
import { systemFiles } from './files.ts';

const BEGINNING_BYTES = 64;

/**
 * Finds a file that a task names as Ansible does: in its role, beside the file in which it stands, then in `files/`
 * beside that. One that is encrypted is decrypted; what it says is then hidden in all that is told.
 */
export async function localFilePort(
  file: string,
  name: string,
  vault: OpenVault = openVault([]),
): Promise<Uint8Array | undefined> {
  for (const path of placesOf(file, name)) {
    const content = await systemFiles.read(path);
    if (content !== undefined) return opened(path, content, vault);
  }
  return undefined;
}

function opened(path: string, content: Uint8Array, vault: OpenVault): Uint8Array {
  if (!isEncrypted(content)) return content;
  const plain = vault.openFile(path, content);
  vault.hide(Buffer.from(plain).toString('utf8'));
  return plain;
}

/** Why it finds none; undefined: there is one. */
export function localFileTrouble(
  file: string,
  name: string,
  vault: OpenVault = openVault([]),
): string | undefined {
  for (const path of placesOf(file, name)) if (kindOf(path) === 'file') return vaultTrouble(path, vault);
  const found = placesOf(file, name).map(kindOf);
  return found.includes('folder')
    ? `${name} is a folder, and only single files are copied`
    : `there is no file ${name} on this machine`;
}

/** What may not be read tells so when it is. */
function vaultTrouble(path: string, vault: OpenVault): string | undefined {
  try {
    if (isEncrypted(beginningOf(path))) vault.openFile(path, readFileSync(path));
    return undefined;
  } catch (error) {
    return error instanceof VaultFault ? `${path} is encrypted: ${error.message} (${error.hint})` : undefined;
  }
}

/** Enough to tell what a file is; what is copied may be large. */
function beginningOf(path: string): Uint8Array {
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.alloc(BEGINNING_BYTES);
    return bytes.subarray(0, readSync(file, bytes, 0, bytes.length, 0));
  } finally {
    closeSync(file);
  }
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
