import type { Diagnostic } from '../../model/diagnostic.ts';
import { messageOf, RulerunError } from '../../model/error.ts';
import { startOf } from '../../model/values/position.ts';
import { VaultFault } from '../../vault/fault.ts';
import { mistake } from '../diagnostics/mistake.ts';
import { unopenedFile } from '../diagnostics/vault-mistake.ts';

/** What `work` gives; when it rejects, `undefined`, and that `path` cannot be read is noted, once. */
export async function attempt<T>(
  path: string,
  diagnostics: Diagnostic[],
  work: () => Promise<T | undefined>,
): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    // A file that must not be used is no mistake in it.
    if (error instanceof RulerunError) throw error;
    if (error instanceof VaultFault) {
      diagnostics.push(unopenedFile(path, error));
      return undefined;
    }
    if (!isUnreadable(path, diagnostics)) {
      const message = `this cannot be read: ${messageOf(error)}`;
      diagnostics.push(mistake(startOf(path), 'unreadable', message, 'check its permissions'));
    }
    return undefined;
  }
}

/** True when an attempt to read `path` has failed before. */
export function isUnreadable(path: string, diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ code, at }) => (code === 'unreadable' || code === 'vault') && at.file === path);
}
