import type { ProjectOptions } from '../app/project/options.ts';
import type { Closing } from '../app/window-limit.ts';
import type { Action } from '../model/action.ts';
import type { Ports, Transport } from '../model/ports.ts';
import type { JsonObject } from '../model/values/json.ts';
import type { View } from '../renderers/view.ts';

/** Vault passwords by their names; `default` is the name of one without. */
export type VaultPasswords = Readonly<Record<string, string>>;

/** What a program may ask for beside its playbooks. All has the defaults of the command line; nobody is asked anything. */
export interface Settings {
  /** Where runs are recorded. */
  readonly stateDir?: string;
  /** Variables of the environment, instead of those of this process: `SSH_AUTH_SOCK`, `HOME`, `SUDO_UID` and the like. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Given where the inventory names none. */
  readonly password?: string;
  readonly becomePassword?: string;
  /** Hosts worked on at the same time. */
  readonly forks?: number;
  /** Shown every event in order, without passwords. What it throws is warned of and stops nothing; it then sees no more. */
  readonly view?: View;
  /** Aborting it begins no new work; what is unfinished goes back. Signals such as Ctrl-C are the program's own affair. */
  readonly stop?: AbortSignal;
  /** Aborting it leaves at once, with the state recorded. */
  readonly abandon?: AbortSignal;
  /** The way to hosts instead of SSH and the others; whoever made it disposes of it. */
  readonly transport?: Transport;
}

/** For `plan` and `apply`: which hosts and tasks are meant, and how the hosts are reached. */
export interface RunSettings extends Settings, Partial<Omit<ProjectOptions, 'extraVars'>> {
  /** They win over all others. */
  readonly extraVars?: JsonObject;
  /** No further host is started from then on. */
  readonly until?: Closing;
}

export interface ApplySettings extends RunSettings {
  /** Decides about the preview, before anything is changed. Default: it is granted. */
  readonly approve?: Ports['approve'];
  /** Takes hosts over from runs that have them and are gone. */
  readonly takeOver?: boolean;
}

/** For `apply` of a plan, which says itself which hosts and tasks are meant and how the hosts are reached. */
export interface ApplyPlanSettings
  extends Settings,
    Pick<ApplySettings, 'approve' | 'extraVars' | 'takeOver' | 'until'> {
  /** Of the program's own, as for `loadPlaybooks`. */
  readonly actions?: readonly Action[];
  /** The same, since a plan holds no password. */
  readonly vaultPasswords?: VaultPasswords;
}

/** Hosts are reached as the run reached them, unless something else is said here. */
export interface RollbackSettings
  extends Settings,
    Pick<RunSettings, 'extraVars' | 'limit' | 'user' | 'privateKey' | 'knownHosts' | 'timeout'> {
  /** As that of `loadInventory`. */
  readonly inventory?: readonly string[];
  /** For what of the inventory is encrypted. */
  readonly vaultPasswords?: VaultPasswords;
}
