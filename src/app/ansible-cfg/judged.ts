import { booleanOf } from '../../python/values/boolean-word.ts';

/** A setting that rulerun does not take, where its value would change what a run means. */
export interface JudgedSetting {
  readonly severity: 'error' | 'warning';
  /** True for a value that means what rulerun does anyway. */
  readonly accepts: (value: string) => boolean;
  /** Why not. */
  readonly why: string;
  /** The way out. */
  readonly hint: string;
}

const isFalse = (value: string): boolean => booleanOf(value) !== true;
const isTrue = (value: string): boolean => booleanOf(value) === true;
const isEmpty = (value: string): boolean => value === '';
const isOneOf =
  (...words: readonly string[]) =>
  (value: string): boolean =>
    value === '' || words.includes(value);
const matches =
  (pattern: RegExp) =>
  (value: string): boolean =>
    pattern.test(value);

const refused = (accepts: JudgedSetting['accepts'], why: string, hint: string): JudgedSetting => ({
  severity: 'error',
  accepts,
  why,
  hint,
});
const missed = (accepts: JudgedSetting['accepts'], why: string, hint: string): JudgedSetting => ({
  severity: 'warning',
  accepts,
  why,
  hint,
});

const UNCHECKED = refused(
  isTrue,
  'rulerun always checks host keys: without, another machine could answer for a host and be given its passwords',
  'remove it; `StrictHostKeyChecking=accept-new` in ansible_ssh_common_args trusts hosts that were never seen',
);
const asVariable = (variable: string): string =>
  `write \`${variable}\` in the inventory, such as under [all:vars], and remove this line`;
const PLUGINS = missed(
  isEmpty,
  'rulerun loads no plugins and modules of others',
  'remove it where nothing needs them',
);
const SSH_WORDS = (variable: string): JudgedSetting =>
  missed(isEmpty, 'how hosts are reached is read from the inventory and ssh_config', asVariable(variable));
const IGNORED = missed(
  isEmpty,
  'rulerun passes over the files that Ansible passes over by default',
  'name the inventory files with -i where others lie beside them',
);
const TYPED = (option: string): JudgedSetting =>
  refused(isEmpty, 'passwords are not read from files', `let ${option} ask for it, and remove this line`);

/** By section and key. What is in neither table says how Ansible looks, logs or works inside, or nothing at all. */
export const judged: ReadonlyMap<string, JudgedSetting> = new Map([
  ['defaults.host_key_checking', UNCHECKED],
  ['ssh_connection.host_key_checking', UNCHECKED],
  [
    'defaults.hash_behaviour',
    refused(
      isOneOf('replace'),
      'a mapping that is set again replaces the one before',
      'put them together with `{{ a | combine(b, recursive=true) }}` where they are used, and remove this line',
    ),
  ],
  [
    'defaults.jinja2_native',
    refused(
      isFalse,
      'templates give text, and what looks like a list or a number in it, as Ansible has it by default',
      'write filters such as `| int`, `| bool` or `| string` where a type matters, and remove this line',
    ),
  ],
  [
    'defaults.jinja2_extensions',
    missed(isEmpty, 'templates have no extensions of Jinja', 'remove it where no template needs them'),
  ],
  [
    'defaults.error_on_undefined_vars',
    refused(
      isTrue,
      'a name without a value is always an error',
      'write `| default("")` where it may be missing, and remove this line',
    ),
  ],
  [
    'defaults.error_on_missing_handler',
    refused(
      isTrue,
      'to notify a handler that is not there is always an error',
      'correct the name, and remove this line',
    ),
  ],
  [
    'defaults.inject_facts_as_vars',
    missed(
      isTrue,
      'facts are variables too, such as `ansible_hostname`',
      'remove it where nothing asks whether they are',
    ),
  ],
  [
    'defaults.fact_caching',
    missed(
      isOneOf('memory'),
      'facts are gathered anew for each run',
      'remove it where no play relies on facts of an earlier run',
    ),
  ],
  [
    'defaults.strategy',
    refused(
      matches(/^(?:(?:ansible\.builtin\.)?(?:linear|free|host_pinned))?$/),
      'rulerun knows `linear`, `free` and `host_pinned`',
      'choose one of them',
    ),
  ],
  [
    'defaults.private_role_vars',
    refused(
      isFalse,
      'variables of a role are seen after it, as Ansible has it by default',
      'set them in one role alone, and remove this line',
    ),
  ],
  [
    'defaults.precedence',
    refused(
      isEmpty,
      'variables win in the order that Ansible has by default',
      'remove it, and look at `rulerun inventory --host NAME --origin`',
    ),
  ],
  [
    'defaults.playbook_vars_root',
    refused(
      isOneOf('top'),
      'variables are read beside the playbooks that are named',
      'move group_vars and host_vars there, and remove this line',
    ),
  ],
  [
    'defaults.null_representation',
    refused(
      isEmpty,
      'what has no value becomes an empty text',
      'write `| default(…, true)` where it matters, and remove this line',
    ),
  ],
  [
    'defaults.allow_unsafe_lookups',
    missed(
      isFalse,
      'what a lookup finds is never taken for a template',
      'remove it where no template needs it',
    ),
  ],
  [
    'defaults.force_valid_group_names',
    refused(
      isOneOf('never', 'ignore'),
      'names of groups stay as they are written',
      'rename the groups, and remove this line',
    ),
  ],
  [
    'defaults.executable',
    refused(
      isOneOf('/bin/sh'),
      'commands are given to /bin/sh',
      'write `executable` at the tasks of `shell`, and remove this line',
    ),
  ],
  [
    'defaults.transport',
    refused(
      isOneOf('smart', 'ssh', 'paramiko', 'local'),
      'it is read in the inventory',
      asVariable('ansible_connection'),
    ),
  ],
  ['defaults.become_password_file', TYPED('-K')],
  ['defaults.connection_password_file', TYPED('-k')],
  [
    'privilege_escalation.become_method',
    refused(
      matches(/^(?:(?:ansible\.builtin\.)?sudo)?$/),
      'only `sudo` is supported',
      'let the login user use sudo, and remove this line',
    ),
  ],
  [
    'privilege_escalation.become_exe',
    refused(isOneOf('sudo'), 'only `sudo` as found on the host is supported', 'remove this line'),
  ],
  [
    'privilege_escalation.become_flags',
    refused(
      matches(/^(?:\s*-[HSn]+)*\s*$/),
      'only `-H -S -n` are supported',
      'put the rest into sudoers, and remove this line',
    ),
  ],
  ['ssh_connection.ssh_args', SSH_WORDS('ansible_ssh_args')],
  ['ssh_connection.ssh_common_args', SSH_WORDS('ansible_ssh_common_args')],
  ['ssh_connection.ssh_extra_args', SSH_WORDS('ansible_ssh_extra_args')],
  [
    'ssh_connection.ssh_executable',
    missed(
      matches(/^(?:(?:\/usr)?(?:\/local)?(?:\/bin\/)?ssh)?$/),
      'rulerun speaks SSH by itself',
      'remove it',
    ),
  ],
  [
    'ssh_connection.timeout',
    refused(isEmpty, 'the time to connect is read under [defaults]', 'write `timeout` there'),
  ],
  ['inventory.ignore_extensions', IGNORED],
  ['inventory.ignore_patterns', IGNORED],
  ['defaults.inventory_ignore_extensions', IGNORED],
  ['defaults.inventory_ignore_patterns', IGNORED],
  ...[
    'library',
    'module_utils',
    ...['action', 'become', 'connection', 'filter', 'inventory', 'lookup', 'strategy', 'test', 'vars'].map(
      (kind) => `${kind}_plugins`,
    ),
  ].map((key) => [`defaults.${key}`, PLUGINS] as const),
]);
