import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import type { SourceFiles } from '../../model/ports.ts';

/** The files of this machine, for the many that a playbook is made of. What cannot be read is as if it were not there. */
export const sourceFiles: SourceFiles = {
  read: (path) => attempt(() => (statSync(path).isFile() ? readFileSync(path) : undefined)),
  list: (path) => attempt(() => readdirSync(path).sort()),
  real: (path) => attempt(() => realpathSync(path)),
};

function attempt<T>(look: () => T | undefined): T | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}
