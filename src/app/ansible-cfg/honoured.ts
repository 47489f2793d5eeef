import { booleanOf } from '../../python/values/boolean-word.ts';
import type { LimitOptions } from '../limits.ts';
import type { LoadOptions, PasswordOptions } from '../project/options.ts';

/** The options that an ansible.cfg can give, each with the place in the line of precedence that it has there. */
export type CfgOptions = Partial<
  Pick<
    LoadOptions,
    | 'inventory'
    | 'rolesPath'
    | 'collectionsPath'
    | 'playWords'
    | 'user'
    | 'privateKey'
    | 'timeout'
    | 'become'
    | 'becomeUser'
    | 'tags'
    | 'skipTags'
    | 'vaultId'
    | 'vaultPasswordFile'
    | 'askVaultPass'
  > &
    PasswordOptions &
    Pick<LimitOptions, 'forks'> & { readonly diff: true }
>;

/** A value that cannot be used. */
export interface Unusable {
  readonly wanted: string;
}

/** How a text becomes the value of an option; undefined: it says nothing. `path` makes one absolute. */
type Conversion = (text: string, path: (text: string) => string) => unknown | Unusable;

export interface HonouredSetting {
  readonly option: keyof CfgOptions;
  readonly convert: Conversion;
  /** Variables of the environment that rulerun reads for the same, and that win. */
  readonly variables?: readonly string[];
}

const text: Conversion = (value) => unquoted(value) || undefined;
const path: Conversion = (value, absolute) => (value === '' ? undefined : absolute(value));
const onePath: Conversion = (value, absolute) => (value === '' ? undefined : [absolute(value)]);
const pathsBehindColons: Conversion = (value, absolute) => value.split(':').map(absolute);
const pathsBehindCommas: Conversion = (value, absolute) =>
  value.split(',').map((one) => absolute(one.trim()));
const list: Conversion = (value) => value.split(',').map((one) => unquoted(one.trim()));
const flag: Conversion = (value) => (booleanOf(value) === true ? true : undefined);
const positive: Conversion = (value) =>
  /^\s*\+?0*[1-9]\d*\s*$/.test(value) ? Number(value) : { wanted: 'a whole number above 0' };

/** By section and key. */
export const honoured: ReadonlyMap<string, HonouredSetting> = new Map<string, HonouredSetting>([
  ['defaults.inventory', { option: 'inventory', convert: pathsBehindCommas }],
  [
    'defaults.roles_path',
    { option: 'rolesPath', convert: pathsBehindColons, variables: ['ANSIBLE_ROLES_PATH'] },
  ],
  [
    'defaults.collections_paths',
    {
      option: 'collectionsPath',
      convert: pathsBehindColons,
      variables: ['ANSIBLE_COLLECTIONS_PATH', 'ANSIBLE_COLLECTIONS_PATHS'],
    },
  ],
  [
    'defaults.collections_path',
    {
      option: 'collectionsPath',
      convert: pathsBehindColons,
      variables: ['ANSIBLE_COLLECTIONS_PATH', 'ANSIBLE_COLLECTIONS_PATHS'],
    },
  ],
  ['defaults.remote_user', { option: 'user', convert: text }],
  ['defaults.private_key_file', { option: 'privateKey', convert: path }],
  ['defaults.timeout', { option: 'timeout', convert: positive }],
  ['defaults.forks', { option: 'forks', convert: positive }],
  ['defaults.ask_pass', { option: 'askPass', convert: flag }],
  ['defaults.ask_vault_pass', { option: 'askVaultPass', convert: flag }],
  [
    'defaults.vault_identity_list',
    { option: 'vaultId', convert: list, variables: ['ANSIBLE_VAULT_IDENTITY_LIST'] },
  ],
  [
    'defaults.vault_password_file',
    { option: 'vaultPasswordFile', convert: onePath, variables: ['ANSIBLE_VAULT_PASSWORD_FILE'] },
  ],
  ['privilege_escalation.become', { option: 'become', convert: flag }],
  ['privilege_escalation.become_user', { option: 'becomeUser', convert: text }],
  ['privilege_escalation.become_ask_pass', { option: 'askBecomePass', convert: flag }],
  ['tags.run', { option: 'tags', convert: list }],
  ['tags.skip', { option: 'skipTags', convert: list }],
  ['diff.always', { option: 'diff', convert: flag }],
]);

/** Without the quotes around it, as Ansible takes them off. */
export function unquoted(value: string): string {
  return value.length > 1 && /^(["']).*\1$/s.test(value) && !value.endsWith(`\\${value.at(-1)}`)
    ? value.slice(1, -1)
    : value;
}
