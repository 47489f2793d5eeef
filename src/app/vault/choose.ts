import { RulerunError } from '../../model/error.ts';
import { DEFAULT_ID } from '../../vault/envelope.ts';
import type { VaultPassword } from '../../vault/keyring.ts';

/**
 * The password, if ansible-vault too opens what is encrypted with it: it refuses a file that names one by other letters.
 * @throws {RulerunError} `VAULT_PASSWORD`
 */
export function openToAnsible(by: VaultPassword): VaultPassword {
  if (/^[ -~]*$/.test(by.id)) return by;
  throw refused(
    `ansible-vault opens nothing that is encrypted with a password called \`${by.id}\``,
    'call it by letters of ASCII',
  );
}

/** The one of the passwords to encrypt with. `id`: its name, where there are several. @throws {RulerunError} `VAULT_PASSWORD` */
export function passwordToEncryptWith(
  passwords: readonly VaultPassword[],
  id: string | undefined,
): VaultPassword {
  const names = passwords.map((one) => one.id).join(', ');
  const [only, another] = passwords;
  if (id !== undefined) {
    const found = passwords.find((one) => one.id === id);
    if (found !== undefined) return found;
    throw refused(
      `there is no vault password \`${id}\` to encrypt with${names === '' ? '' : `, only ${names}`}`,
      `give it with --vault-id ${id}@FILE`,
    );
  }
  if (only === undefined) throw refused('there is no vault password to encrypt with', 'say --ask-vault-pass');
  if (another === undefined) return only;
  throw refused(
    `there are several vault passwords to encrypt with: ${names}`,
    `say which one: --encrypt-vault-id ${passwords.find((one) => one.id !== DEFAULT_ID)?.id ?? DEFAULT_ID}`,
  );
}

function refused(message: string, hint: string): RulerunError {
  return new RulerunError('VAULT_PASSWORD', message, { hint });
}
