import { resolve } from 'node:path';
import { type IncludingFile, includePlaces } from '../model/playbook/include-places.ts';

/** Where a task that includes others stands. */
export interface IncludedFrom extends IncludingFile {
  /** That of the plan: what the names of files begin at. */
  readonly folder: string;
}

/** The file of tasks that a name means, among those that are `known`; undefined: there is none. */
export function includedPath(
  name: string,
  { folder, file, ...from }: IncludedFrom,
  known: { has(path: string): boolean },
): string | undefined {
  return includePlaces(name, { ...from, file: resolve(folder, file) }).find((path) => known.has(path));
}
