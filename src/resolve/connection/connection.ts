import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Address, Target } from '../../model/playbook/address.ts';
import type { Become } from '../../model/playbook/become.ts';
import type { Host } from '../../model/playbook/inventory.ts';
import { startOf } from '../../model/values/position.ts';
import type { Secret } from '../../model/values/secret.ts';
import { isHostname, isUserName } from './names.ts';
import {
  type Render,
  readBoolean,
  readSecret,
  readText,
  refuse,
  type Said,
  type VariableReading,
  type VariableSource,
} from './reading.ts';
import { type SshSurroundings, sshAddressFrom } from './ssh-variables.ts';
import { refuseUnsupported } from './unsupported.ts';

/** What the command line and the surroundings say. As in Ansible a host's variables win over all of it. */
export interface ConnectionOptions extends SshSurroundings {
  /** From `-K`. */
  readonly becomePassword: Secret | undefined;
  /** `-b`. */
  readonly become: boolean;
  /** `--become-user`. */
  readonly becomeUser: string | undefined;
}

export type Targeted =
  | { readonly ok: true; readonly target: Target }
  /** Everything that is wrong, each where it was said. Never empty. */
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/** How to reach a host. `variables` are all of its variables, extra variables included. */
export function targetOf(
  host: Host,
  variables: VariableSource,
  options: ConnectionOptions & { readonly render: Render },
): Targeted {
  const reading: VariableReading = { variables, render: options.render, diagnostics: [] };
  refuseUnsupported(reading);
  readBecome(reading);
  const address = addressOf(host, reading, options);
  const names = ['ansible_become_password', 'ansible_become_pass', 'ansible_sudo_pass'];
  const becomePassword = readSecret(names, reading) ?? options.becomePassword;
  const { diagnostics } = reading;
  if (diagnostics.length > 0) return { ok: false, diagnostics };
  return { ok: true, target: { name: host.name, address, becomePassword } };
}

/** What a task says of rights, else its play, else the command line. */
export function becomeFor(
  task: Become,
  play: Become,
  options: Pick<ConnectionOptions, 'become' | 'becomeUser'>,
): Become {
  return {
    become: task.become ?? play.become ?? options.become,
    user: task.user ?? play.user ?? options.becomeUser,
  };
}

/**
 * What a host's variables say of the rights that tasks have there. As in Ansible they win over the task's own words, those
 * over the play's, and those over the command line.
 */
export function becomeOf(variables: VariableSource, render: Render): Become {
  // What cannot be understood counts as not there: `targetOf` has refused the host because of it.
  return readBecome({ variables, render, diagnostics: [] });
}

function readBecome(reading: VariableReading): Become {
  const become = readBoolean(['ansible_become'], reading);
  const user = readText(['ansible_become_user', 'ansible_sudo_user'], reading);
  const isUser = user === undefined || isUserName(user.value);
  if (!isUser) refuse(reading, user.at, `\`${user.name}\`: \`${user.value}\` is not a user name`);
  return { become: become?.value, user: isUser ? user?.value : undefined };
}

function addressOf(host: Host, reading: VariableReading, options: ConnectionOptions): Address {
  const connection = readText(['ansible_connection'], reading);
  const name = readText(['ansible_host', 'ansible_ssh_host'], reading) ?? ofItself(host);
  switch (connection?.value.replace(/^ansible\.(?:builtin|netcommon)\./, '') ?? 'ssh') {
    case 'ssh':
    case 'smart':
    case 'paramiko':
    case 'paramiko_ssh':
      return sshAddressFrom(name, reading, options);
    case 'local':
      return { kind: 'local' };
    case 'sandbox':
      if (!isHostname(name.value)) refuse(reading, name.at, `\`${name.value}\` is not the name of a node`);
      return { kind: 'sandbox', node: name.value };
    default:
      refuse(
        reading,
        connection?.at ?? name.at,
        `\`ansible_connection\` cannot be \`${connection?.value}\``,
        'write `ssh`, `local` or `sandbox`',
      );
      return { kind: 'local' };
  }
}

/** A host without `ansible_host`. Its name has no place of its own to point at. */
function ofItself({ name }: Host): Said<string> {
  return { name: 'inventory_hostname', value: name, at: startOf('--inventory') };
}
