import type { Actions } from '../model/action.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { GrowingInventory, Plan } from '../model/playbook/plan.ts';
import type { OpenVault } from '../vault/open-vault.ts';
import type { SourceTexts } from './project/playbooks.ts';
import type { LocalLookups } from './system/lookups/lookups.ts';

/** Everything the user named, read and resolved; or what is wrong with it. */
export type Load = Loaded | NotLoaded;

/** What there is to say of the texts that were read, in reading order. */
export interface Diagnosed {
  readonly diagnostics: readonly Diagnostic[];
  readonly texts: SourceTexts;
}

export interface Loaded extends Diagnosed {
  readonly ok: true;
  readonly plan: Plan;
  /** What the plan's tasks call. */
  readonly actions: Actions;
  /** What its templates see of this machine; absent: nothing. */
  readonly lookups?: LocalLookups;
  /** What must not be seen in anything that leaves this process. */
  readonly secrets: readonly string[];
  /** Begins with the inventory as it was read; undefined: no task adds to it. */
  readonly growing?: (() => GrowingInventory) | undefined;
  /** What the files were opened with, and what of them must not be seen either; undefined: no password was given. */
  readonly vault?: OpenVault | undefined;
}

export interface NotLoaded extends Diagnosed {
  readonly ok: false;
  /** `no-hosts`: no mistake, but nothing is left to work on. */
  readonly why: 'mistakes' | 'no-hosts';
}
