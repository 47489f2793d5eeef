import type { Argv } from '../operation.ts';

/** What one question showed of a host, in lines that can be kept in a journal and compared: no file's content. */
export interface Witness {
  /** With whose rights it was asked; undefined: the login's. */
  readonly become: string | undefined;
  readonly argv: Argv;
  readonly lines: readonly string[];
}
