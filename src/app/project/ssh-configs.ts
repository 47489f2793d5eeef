import { homedir } from 'node:os';
import type { Inventory } from '../../model/playbook/inventory.ts';
import type { Files } from '../../model/ports.ts';
import type { SshConfig } from '../../model/ssh-config.ts';
import type { JsonValue } from '../../model/values/json.ts';
import { readSshArguments } from '../../resolve/connection/ssh-arguments.ts';
import type { SshConfigs } from '../../resolve/connection/ssh-variables.ts';
import { readSshConfig } from '../../source/ssh-config/read.ts';

/** Reads the files that say how hosts are reached, as ssh does: the user's, the system's, and those that hosts name. */
export async function readSshConfigs(
  inventory: Inventory,
  extraVariables: ReadonlyMap<string, { readonly value: JsonValue }>,
  files: Files,
): Promise<SshConfigs> {
  const home = homedir();
  const own = { home, folder: `${home}/.ssh` };
  const usual = await Promise.all([
    readSshConfig(`${home}/.ssh/config`, files, own),
    readSshConfig('/etc/ssh/ssh_config', files, { home, folder: '/etc/ssh' }),
  ]);
  const named = new Map<string, SshConfig>();
  for (const name of filesNamed([
    extraVariables,
    ...[...inventory.hosts.values()].map(({ variables }) => variables),
  ])) {
    const config = await readSshConfig(name.replace(/^~(?=\/)/, home), files, own);
    if (config !== undefined) named.set(name, config);
  }
  return { usual: usual.filter((config) => config !== undefined), named };
}

const argumentNames = ['ansible_ssh_args', 'ansible_ssh_common_args', 'ansible_ssh_extra_args'];

/** Each `-F`, once. */
function filesNamed(all: readonly ReadonlyMap<string, { readonly value: JsonValue }>[]): ReadonlySet<string> {
  const texts = new Set(
    all.flatMap((variables) =>
      argumentNames.flatMap((name) => {
        const value = variables.get(name)?.value;
        return typeof value === 'string' ? [value] : [];
      }),
    ),
  );
  return new Set([...texts].flatMap((text) => readSshArguments(text).configFile ?? []));
}
