import type { VaultOptions } from '../../app/vault/sources.ts';

export type VaultVerb = 'view' | 'encrypt' | 'decrypt' | 'rekey' | 'edit' | 'create';

/** The options of `rulerun vault`, as the command line gives them. */
export interface VaultCommandOptions extends VaultOptions {
  readonly encryptVaultId?: string;
  /** `-` is standard output. */
  readonly output?: string;
  readonly newVaultId?: string;
  readonly newVaultPasswordFile?: string;
}

export interface EncryptStringOptions extends VaultCommandOptions {
  readonly name: readonly string[];
  readonly stdinName?: string;
  readonly prompt?: true;
  readonly showInput?: true;
}
