import { readPasswords } from '../app/vault/passwords.ts';
import { type VaultOptions, vaultSources } from '../app/vault/sources.ts';
import type { VaultPassword } from '../vault/keyring.ts';
import { type OpenVault, openVault } from '../vault/open-vault.ts';
import type { Cli } from './cli.ts';

/** The passwords that options and environment name; asks for those that somebody is to type. */
export function vaultPasswords(
  options: VaultOptions,
  { terminal, environment }: Cli,
): Promise<readonly VaultPassword[]> {
  const ask = (question: string): Promise<string | undefined> => terminal.ask(question, { hidden: true });
  return readPasswords(vaultSources(options, environment), { ask, environment });
}

/** What encrypted files and values are opened with. */
export async function vaultFor(options: VaultOptions, cli: Cli): Promise<OpenVault> {
  return openVault(await vaultPasswords(options, cli));
}
