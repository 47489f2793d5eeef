import type { Read } from '../model/diagnostic.ts';
import type { LoadedInventory } from '../model/playbook/inventory.ts';
import type { OpenVault } from '../vault/open-vault.ts';

/** An inventory as it was read. */
export interface ReadInventory extends Read<LoadedInventory> {
  readonly sources: readonly string[];
  /** What opened it; undefined: no password was given. */
  readonly vault: OpenVault | undefined;
}
