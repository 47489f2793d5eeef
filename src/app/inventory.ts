import type { Read } from '../model/diagnostic.ts';
import type { LoadedInventory } from '../source/inventory/build.ts';

/** An inventory as it was read. */
export interface ReadInventory extends Read<LoadedInventory> {
  readonly sources: readonly string[];
}
