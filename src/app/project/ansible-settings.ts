import { homedir } from 'node:os';
import { systemFiles } from '../system/files.ts';

/** Settings of ansible.cfg that say how hosts are reached, and which they are. */
const settings =
  /^[ \t]*(remote_user|remote_port|private_key_file|host_key_checking|inventory|timeout|transport|become|become_user|become_method|ssh_args|ssh_common_args|ssh_extra_args|scp_if_ssh|vault_password_file|vault_identity_list)[ \t]*[=:]/gm;

/** The same in the environment. */
const variables =
  /^ANSIBLE_(?:REMOTE_(?:USER|PORT)|PRIVATE_KEY_FILE|HOST_KEY_CHECKING|SSH_HOST_KEY_CHECKING|INVENTORY|(?:SSH_)?TIMEOUT|TRANSPORT|BECOME(?:_USER|_METHOD)?|SSH_(?:ARGS|COMMON_ARGS|EXTRA_ARGS))$/;

type Environment = Readonly<Record<string, string | undefined>>;

/** The settings of Ansible's own that are there and count for nothing here, each as a person would name it. */
export async function ansibleSettings(environment: Environment): Promise<readonly string[]> {
  return [
    ...Object.keys(environment).filter((name) => variables.test(name) && environment[name] !== ''),
    ...(await fileOfSettings(environment)),
  ];
}

/** Ansible takes the first that is there. What lies in the working directory is not looked into. */
async function fileOfSettings(environment: Environment): Promise<readonly string[]> {
  const { ANSIBLE_CONFIG: named } = environment;
  if (named !== undefined && named !== '') return [`ANSIBLE_CONFIG (${named})`];
  if ((await systemFiles.list('.'))?.includes('ansible.cfg')) return ['ansible.cfg'];
  for (const file of [`${homedir()}/.ansible.cfg`, '/etc/ansible/ansible.cfg']) {
    const bytes = await systemFiles.read(file).catch(() => undefined);
    if (bytes === undefined) continue;
    const names = [...Buffer.from(bytes).toString('latin1').matchAll(settings)].map(([, name]) => name);
    return names.length === 0 ? [] : [`${file} (${[...new Set(names)].join(', ')})`];
  }
  return [];
}
