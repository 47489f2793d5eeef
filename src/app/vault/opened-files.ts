import type { Files } from '../../model/ports.ts';
import type { OpenVault } from '../../vault/open-vault.ts';

/** Files of which those that are encrypted as a whole are decrypted when they are read. */
export function openedFiles(files: Files, vault: OpenVault): Files {
  return {
    ...files,
    vault,
    async read(path) {
      const bytes = await files.read(path);
      return bytes && vault.openFile(path, bytes);
    },
  };
}
