import { openToAnsible, passwordToEncryptWith } from '../../app/vault/choose.ts';
import { readPasswords } from '../../app/vault/passwords.ts';
import { sourceOf, type VaultSource, vaultSources } from '../../app/vault/sources.ts';
import { RulerunError } from '../../model/error.ts';
import { DEFAULT_ID } from '../../vault/envelope.ts';
import type { VaultPassword } from '../../vault/keyring.ts';
import type { Cli } from '../cli.ts';
import type { VaultCommandOptions } from './options.ts';

const PROMPT: VaultSource = { id: DEFAULT_ID, from: { kind: 'prompt' } };

/** The passwords to open something with; one is asked for where none is named. */
export function passwordsToOpen(options: VaultCommandOptions, cli: Cli): Promise<readonly VaultPassword[]> {
  const sources = vaultSources(options, cli.environment);
  return read(sources.length === 0 ? [PROMPT] : sources, cli);
}

/** The password to encrypt with; a new one is typed twice. */
export async function passwordToEncrypt(options: VaultCommandOptions, cli: Cli): Promise<VaultPassword> {
  const sources = vaultSources(options, cli.environment);
  const passwords = await readNew(sources.length === 0 ? [PROMPT] : sources, cli);
  return openToAnsible(passwordToEncryptWith(passwords, options.encryptVaultId));
}

/** The new password of `rekey`. */
export async function newPassword(options: VaultCommandOptions, cli: Cli): Promise<VaultPassword> {
  const { newVaultId, newVaultPasswordFile, encryptVaultId } = options;
  if (newVaultId !== undefined && newVaultPasswordFile !== undefined) {
    throw new RulerunError('VAULT_PASSWORD', 'there can be only one new vault password', {
      hint: 'leave --new-vault-id or --new-vault-password-file out',
    });
  }
  const file = newVaultPasswordFile === undefined ? undefined : `${DEFAULT_ID}@${newVaultPasswordFile}`;
  const source = newVaultId ?? file;
  const [found = { id: DEFAULT_ID, password: Buffer.alloc(0) }] = await readNew(
    [source === undefined ? PROMPT : sourceOf(source)],
    cli,
  );
  return openToAnsible(encryptVaultId === undefined ? found : { ...found, id: encryptVaultId });
}

function read(sources: readonly VaultSource[], cli: Cli): Promise<readonly VaultPassword[]> {
  const ask = (question: string): Promise<string | undefined> => cli.terminal.ask(question, { hidden: true });
  return readPasswords(sources, { ask, environment: cli.environment });
}

function readNew(sources: readonly VaultSource[], cli: Cli): Promise<readonly VaultPassword[]> {
  const { terminal, environment } = cli;
  const ask = async (question: string): Promise<string | undefined> => {
    const typed = await terminal.ask(`New ${question.charAt(0).toLowerCase()}${question.slice(1)}`, {
      hidden: true,
    });
    const again = await terminal.ask(`Confirm new ${question.charAt(0).toLowerCase()}${question.slice(1)}`, {
      hidden: true,
    });
    if (typed === again) return typed;
    throw new RulerunError('VAULT_PASSWORD', 'the two passwords are not the same', { hint: 'type it again' });
  };
  return readPasswords(sources, { ask, environment });
}
