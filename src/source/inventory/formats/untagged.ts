import type { Diagnostic } from '../../../model/diagnostic.ts';
import type { Variable } from '../../../model/playbook/inventory.ts';
import { isJsonList, isJsonObject, type JsonValue } from '../../../model/values/json.ts';
import { isEncrypted } from '../../../vault/envelope.ts';
import { warning } from '../../diagnostics/mistake.ts';

/** Ansible takes an encrypted text for what it looks like, unless `!vault` stands before it. Nobody means that. */
export function noteUntagged(name: string, { value, at }: Variable, diagnostics: Diagnostic[]): void {
  if (at === undefined || !holdsEncrypted(value)) return;
  const message = `the value of \`${name}\` is an encrypted text without \`!vault\` before it, and stays as it is`;
  const hint = 'write it in YAML as `name: !vault |`, with the encrypted text below, indented';
  diagnostics.push(warning(at, 'vault-tag', message, hint));
}

function holdsEncrypted(value: JsonValue): boolean {
  if (typeof value === 'string') return isEncrypted(value.trimStart());
  if (isJsonList(value)) return value.some(holdsEncrypted);
  return isJsonObject(value) && Object.values(value).some(holdsEncrypted);
}
