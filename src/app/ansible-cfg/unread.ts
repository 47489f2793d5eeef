import { stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { systemFiles } from '../system/files.ts';
import { readAnsibleCfg } from './read.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Settings of Ansible's in the environment that say how hosts are reached, and which they are. */
const variables =
  /^ANSIBLE_(?:REMOTE_(?:USER|PORT)|PRIVATE_KEY_FILE|HOST_KEY_CHECKING|SSH_HOST_KEY_CHECKING|INVENTORY|(?:SSH_)?TIMEOUT|TRANSPORT|BECOME(?:_USER|_METHOD)?|SSH_(?:ARGS|COMMON_ARGS|EXTRA_ARGS))$/;

/** Those that are there and count for nothing here. */
export function ansibleVariables(environment: Environment): readonly string[] {
  return Object.keys(environment).filter((name) => variables.test(name) && environment[name] !== '');
}

/** Where Ansible looks for its settings. */
export interface CfgFolders {
  readonly work: string;
  readonly home: string;
  readonly system: string;
}

const usual = (): CfgFolders => ({ work: process.cwd(), home: homedir(), system: '/etc/ansible' });

/**
 * The ansible.cfg that Ansible would read: the first that is there. What lies in the working directory is not looked
 * into; what lies elsewhere counts when a setting in it does.
 */
export async function unreadCfg(
  environment: Environment,
  { work, home, system }: CfgFolders = usual(),
): Promise<string | undefined> {
  const { ANSIBLE_CONFIG: named } = environment;
  if (named !== undefined && named !== '') return named;
  if (await isTakenFrom(work)) return 'ansible.cfg';
  for (const file of [join(home, '.ansible.cfg'), join(system, 'ansible.cfg')]) {
    const bytes = await systemFiles.read(file).catch(() => undefined);
    if (bytes === undefined) continue;
    const place = { file, beside: system, home, folder: work, environment };
    const { options, diagnostics } = readAnsibleCfg(Buffer.from(bytes).toString('latin1'), place);
    return Object.keys(options).length > 0 || diagnostics.length > 0 ? file : undefined;
  }
  return undefined;
}

/** As in Ansible: not from a folder into which everybody may put one. */
async function isTakenFrom(folder: string): Promise<boolean> {
  if (!(await systemFiles.list(folder))?.includes('ansible.cfg')) return false;
  return ((await stat(folder)).mode & 0o002) === 0;
}
