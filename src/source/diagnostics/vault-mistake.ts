import type { Diagnostic } from '../../model/diagnostic.ts';
import { startOf } from '../../model/values/position.ts';
import type { VaultFault } from '../../vault/fault.ts';
import { mistake } from './mistake.ts';

/** A whole file that is encrypted and cannot be opened. */
export function unopenedFile(path: string, { message, hint }: VaultFault): Diagnostic {
  return mistake(startOf(path), 'vault', `this file is encrypted with ansible-vault: ${message}`, hint);
}
