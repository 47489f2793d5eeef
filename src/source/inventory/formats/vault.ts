import type { Diagnostic } from '../../../model/diagnostic.ts';
import type { Variable } from '../../../model/playbook/inventory.ts';
import { isJsonList, isJsonObject, type JsonValue } from '../../../model/values/json.ts';
import { type Position, startOf } from '../../../model/values/position.ts';
import { mistake } from '../../diagnostics/mistake.ts';

const header = '$ANSIBLE_VAULT;';

/** True when a whole file is encrypted. */
export function isVaultText(text: string): boolean {
  return text.trimStart().startsWith(header);
}

/** What to say of it: there is no way to go on without the contents. */
export function vaultFile(file: string): Diagnostic {
  const message = 'this file is encrypted with ansible-vault, which rulerun cannot read';
  const hint = `decrypt it with \`ansible-vault decrypt ${file}\`, or keep the secret out of the inventory`;
  return mistake(startOf(file), 'vault-unsupported', message, hint);
}

/** Notes a mistake and says true when a value, or anything inside it, is encrypted. */
export function refuseVault(name: string, { value, at }: Variable, diagnostics: Diagnostic[]): boolean {
  if (at === undefined || !holdsVault(value)) return false;
  if (!isKnown(at, diagnostics)) {
    const message = `the value of \`${name}\` is encrypted with ansible-vault, which rulerun cannot read`;
    const hint = 'put the plain value here, or give it with `--extra-vars`';
    diagnostics.push(mistake(at, 'vault-unsupported', message, hint));
  }
  return true;
}

/** The reader of YAML complains of the tag `!vault` itself. */
function isKnown({ file, line }: Position, diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ code, at }) => code === 'unknown-tag' && at.line === line && at.file === file);
}

function holdsVault(value: JsonValue): boolean {
  if (typeof value === 'string') return isVaultText(value);
  if (isJsonList(value)) return value.some(holdsVault);
  // The second is what `ansible-inventory` and scripts print for an encrypted value.
  return isJsonObject(value) && ('__ansible_vault' in value || Object.values(value).some(holdsVault));
}
