import type { Actions } from '../../model/action.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Playbook } from '../../model/playbook/playbook.ts';
import type { OpenVault } from '../../vault/open-vault.ts';

/** The texts that have been read, by the names of their files. */
export type SourceTexts = ReadonlyMap<string, string>;

/** Playbooks as they were read, and what is wrong with them. */
export interface ReadPlaybooks {
  /** Where they were looked for. */
  readonly paths: readonly string[];
  readonly playbooks: readonly Playbook[];
  /** What their tasks may call. */
  readonly actions: Actions;
  readonly diagnostics: readonly Diagnostic[];
  readonly texts: SourceTexts;
  /** What opened them, with the passwords for whatever else belongs to them; undefined: no password was given. */
  readonly vault: OpenVault | undefined;
}
