import type { OpenVault } from '../vault/open-vault.ts';

/** The machine that runs are led from. */
export interface Controller {
  /** Where runs are kept. */
  readonly stateDir: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** With the passwords that were given; absent: there are none. */
  readonly vault?: OpenVault | undefined;
}
