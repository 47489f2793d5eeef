import { decrypt, encrypt } from './cipher.ts';
import { readEnvelope, writeEnvelope } from './envelope.ts';
import { VaultFault } from './fault.ts';

/** A password and what it is called. */
export interface VaultPassword {
  readonly id: string;
  readonly password: Uint8Array;
}

export interface Opened {
  readonly plain: Uint8Array;
  /** The password that fits, which need not be the one that the text names. */
  readonly by: VaultPassword;
}

const HOW = 'give --vault-password-file, --vault-id or --ask-vault-pass, from a program `vaultPasswords`';

/**
 * The content of an encrypted text. As in Ansible the password that the text names is tried first and then all others,
 * because what a password is called is only a hint.
 * @throws {VaultFault}
 */
export function open(text: string, passwords: readonly VaultPassword[]): Opened {
  const envelope = readEnvelope(text);
  const { id } = envelope;
  if (passwords.length === 0)
    throw new VaultFault('no-password', `${named(id)} is needed, and none is given`, HOW);
  const fits = ({ id: other }: VaultPassword): boolean => other === id;
  const ordered = [...passwords.filter(fits), ...passwords.filter((one) => !fits(one))];
  for (const by of ordered) {
    const plain = decrypt(envelope, by.password);
    if (plain !== undefined) return { plain, by };
  }
  throw notOpened(id, passwords);
}

function notOpened(id: string, passwords: readonly VaultPassword[]): VaultFault {
  const given = [...new Set(passwords.map((one) => one.id))];
  const isThere = given.includes(id);
  const message = isThere
    ? `the vault password \`${id}\` is wrong, or the encrypted text was changed`
    : `no vault password \`${id}\` is given, and the text is not encrypted with ${listed(given)}`;
  const hint = isThere
    ? 'check the password; if it is right, take the text from a copy'
    : `give it with --vault-id ${id}@FILE or --vault-id ${id}@prompt`;
  return new VaultFault('not-opened', message, hint);
}

function named(id: string): string {
  return id === 'default' ? 'a vault password' : `the vault password \`${id}\``;
}

function listed(ids: readonly string[]): string {
  return ids.map((id) => `\`${id}\``).join(' or ');
}

/** Encrypts as ansible-vault does. `id`: what the text says of its password. */
export function seal(plain: Uint8Array, { id, password }: VaultPassword, salt: Uint8Array): string {
  return writeEnvelope(encrypt(plain, password, { id, salt }));
}
