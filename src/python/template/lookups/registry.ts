import { configLookups } from './config.ts';
import { fileLookups } from './files.ts';
import { listLookups } from './lists.ts';
import type { LookupPlugin } from './lookup.ts';
import { machineLookups } from './machine.ts';
import { passwordLookups } from './password.ts';
import { sequenceLookups } from './sequence.ts';
import { tableLookups } from './tables.ts';
import { variableLookups } from './variables.ts';

const lookups: ReadonlyMap<string, LookupPlugin> = new Map(
  Object.entries({
    ...configLookups,
    ...fileLookups,
    ...listLookups,
    ...machineLookups,
    ...passwordLookups,
    ...sequenceLookups,
    ...tableLookups,
    ...variableLookups,
  }),
);

export const lookupNames: readonly string[] = [...lookups.keys()].sort();

/** The lookup of a name, also where it is written with the collection that it comes from; undefined: there is none. */
export function lookupNamed(name: string): LookupPlugin | undefined {
  return lookups.get(lookupName(name));
}

/** The name of a lookup without the collection that it comes from. */
export function lookupName(name: string): string {
  return name.replace(/^(?:ansible\.(?:builtin|legacy)|community\.general)\./, '');
}
