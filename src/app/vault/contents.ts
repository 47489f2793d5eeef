import { randomBytes } from 'node:crypto';
import { RulerunError } from '../../model/error.ts';
import { ExitCode } from '../../model/run/exit-code.ts';
import { SALT_BYTES } from '../../vault/cipher.ts';
import { isEncrypted, readEnvelope } from '../../vault/envelope.ts';
import { VaultFault } from '../../vault/fault.ts';
import { type Opened, open, seal, type VaultPassword } from '../../vault/keyring.ts';

/** The bytes of a file or of standard input, and what they are called in what is told. */
export interface Content {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** @throws {RulerunError} `VAULT_FILE` for what is encrypted already */
export function encrypted({ name, bytes }: Content, by: VaultPassword): Uint8Array {
  if (isEncrypted(bytes))
    throw refused(`${name} is encrypted already`, 'to change its password: rulerun vault rekey');
  return Buffer.from(seal(bytes, by, randomBytes(SALT_BYTES)));
}

/** @throws {RulerunError} `VAULT_FILE` for what is not encrypted, or cannot be opened */
export function decrypted({ name, bytes }: Content, passwords: readonly VaultPassword[]): Opened {
  if (!isEncrypted(bytes))
    throw refused(`${name} is not encrypted`, 'name a file that begins with $ANSIBLE_VAULT');
  try {
    return open(textOf(bytes), passwords);
  } catch (error) {
    if (!(error instanceof VaultFault)) throw error;
    throw refused(`${name}: ${error.message}`, error.hint);
  }
}

/** Encrypted with another password. */
export function rekeyed(content: Content, old: readonly VaultPassword[], by: VaultPassword): Uint8Array {
  return encrypted({ name: content.name, bytes: decrypted(content, old).plain }, by);
}

/** Other content, encrypted as that of a file was: with the password that opens it, by the name that stands in it. */
export function encryptedLike(content: Content, { by }: Opened, plain: Uint8Array): Uint8Array {
  const { id } = readEnvelope(textOf(content.bytes));
  return Buffer.from(seal(plain, { ...by, id }, randomBytes(SALT_BYTES)));
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('utf8');
}

function refused(message: string, hint: string): RulerunError {
  return new RulerunError('VAULT_FILE', message, { hint, exitCode: ExitCode.failed });
}
