import { readFileSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ansibleCfgCodes } from '../../model/codes/ansible-cfg.ts';
import { formatPosition } from '../../model/values/position.ts';
import { honoured } from './honoured.ts';
import { judged } from './judged.ts';
import { type CfgPlace, readAnsibleCfg } from './read.ts';
import { unreadCfg } from './unread.ts';

/** What ansible-config takes from a text; ansible-cfg-fixtures.py asked it. */
type Recorded = readonly { readonly text: string; readonly options: Readonly<Record<string, unknown>> }[];

const recorded = JSON.parse(
  readFileSync(new URL('ansible-cfg.fixtures.json', import.meta.url), 'utf8').replaceAll(
    'FOLDER',
    '/tmp/site',
  ),
) as Recorded;

const place: CfgPlace = {
  file: 'ansible.cfg',
  beside: '/tmp/site',
  home: '/home/ann',
  folder: '/usr',
  environment: { SITE: '/site' },
};

/** Ansible has one file where we may be given several, and says false where we say nothing. */
function asOptions(options: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(options)
      .filter(([, value]) => value !== false)
      .map(([name, value]) => [name, name === 'vaultPasswordFile' ? [value] : value]),
  );
}

test.for(recorded)('$text is taken as Ansible takes it', ({ text, options }) => {
  expect(readAnsibleCfg(text, place)).toEqual({ options: asOptions(options), diagnostics: [] });
});

test('the recorded texts use every setting that is honoured', () => {
  const used = recorded.flatMap(({ options }) => Object.keys(options));
  expect([...new Set(used)].sort()).toEqual(
    [...new Set([...honoured.values()].map((one) => one.option))].sort(),
  );
});

test.for([
  ['roles_path = r', { ANSIBLE_ROLES_PATH: '/x' }],
  ['collections_path = r', { ANSIBLE_COLLECTIONS_PATHS: '/x' }],
  ['vault_identity_list = a@b', { ANSIBLE_VAULT_IDENTITY_LIST: 'c@d' }],
  ['vault_password_file = r', { ANSIBLE_VAULT_PASSWORD_FILE: '/x' }],
] as const)('%s says nothing beside %j', ([line, environment]) => {
  const text = `[defaults]\n${line}\n`;
  expect(readAnsibleCfg(text, { ...place, environment }).options).toEqual({});
  const empty = Object.fromEntries(Object.keys(environment).map((name) => [name, '']));
  expect(readAnsibleCfg(text, { ...place, environment: empty }).options).not.toEqual({});
});

function told(text: string): readonly string[] {
  return readAnsibleCfg(text, place).diagnostics.map(
    ({ severity, code, at, message }) => `${formatPosition(at)} ${severity}[${code}] ${message}`,
  );
}

test.for([
  ['forks = 1\n', 'ansible.cfg:1:1 error[invalid-ini] line 1 of ansible.cfg stands before the first section'],
  ['[defaults]\nforks\n', 'ansible.cfg:2:1 error[invalid-ini] line 2 of ansible.cfg is not KEY = VALUE'],
  [
    '[defaults]\nforks = many\n',
    'ansible.cfg:2:1 error[invalid-setting] `forks` must be a whole number above 0, not `many`',
  ],
  [
    '[defaults]\n\nhost_key_checking = False\n',
    'ansible.cfg:3:1 error[setting-refused] `host_key_checking` is not taken from here: rulerun always checks host keys: without, another machine could answer for a host and be given its passwords',
  ],
  [
    '[defaults]\n[ssh_connection]\nssh_args = -C\n',
    'ansible.cfg:3:1 warning[setting-unused] `ssh_args` is not taken from here: how hosts are reached is read from the inventory and ssh_config',
  ],
] as const)('%j: %s', ([text, words]) => {
  expect(told(text)).toEqual([words]);
});

test('these are all codes of an ansible.cfg', () => {
  expect(Object.keys(ansibleCfgCodes).sort()).toEqual([
    'invalid-ini',
    'invalid-setting',
    'setting-refused',
    'setting-unused',
  ]);
});

/** A value of each setting that would mean something else than rulerun does; those of the rest may be anything. */
const MEANS_MORE: Readonly<Record<string, string>> = {
  'defaults.host_key_checking': 'no',
  'ssh_connection.host_key_checking': '0',
  'defaults.error_on_undefined_vars': 'False',
  'defaults.error_on_missing_handler': 'False',
  'defaults.inject_facts_as_vars': 'no',
};

test.for([...judged.keys()])('%s is told when it would mean something else', (setting) => {
  const [section, key] = setting.split('.');
  const isFlag = judged.get(setting)?.accepts('maybe') === true;
  const value = MEANS_MORE[setting] ?? (isFlag ? 'True' : 'other');
  expect(readAnsibleCfg(`[${section}]\n${key} = ${value}\n`, place).diagnostics).toHaveLength(1);
});

test.for([
  ['gathering = explicit', { gather_facts: 'false' }],
  ['gathering = implicit', undefined],
  [
    'any_errors_fatal = yes\nforce_handlers = True\nno_log = 1',
    { any_errors_fatal: 'true', force_handlers: 'true', no_log: 'true' },
  ],
  ['any_errors_fatal = no\nno_log = off', undefined],
  [
    'gather_subset = "!all, network"\ngather_timeout = 3\nfact_path = /etc/own',
    { gather_subset: ['!all', 'network'], gather_timeout: '3', fact_path: '/etc/own' },
  ],
  ['strategy = ansible.builtin.free\ntask_timeout = 30', { strategy: 'free', timeout: '30' }],
  ['strategy = linear\ntask_timeout = 0', undefined],
  ['remote_port = 2222\ntransport = local', { port: '2222', connection: 'local' }],
  ['remote_port = 22', { port: '22' }],
] as const)('%s counts for plays that do not say otherwise: %j', ([lines, words]) => {
  const { options, diagnostics } = readAnsibleCfg(`[defaults]\n${lines}\n`, place);
  expect(diagnostics).toEqual([]);
  expect(options.playWords).toEqual(words);
});

test('what Ansible has by default, and what says how it looks and logs, is passed over', () => {
  const text = `[defaults]
host_key_checking = True
hash_behaviour = replace
jinja2_native = false
gathering = smart
strategy = linear
transport = ssh
stdout_callback = yaml
callbacks_enabled = timer
nocows = 1
retry_files_enabled = False
log_path = /var/log/ansible.log
interpreter_python = auto_silent
[privilege_escalation]
become_method = sudo
become_flags = -H -S -n
[ssh_connection]
pipelining = True
control_path = /tmp/%%h
[colors]
ok = green
`;
  expect(readAnsibleCfg(text, place)).toEqual({ options: {}, diagnostics: [] });
});

describe('an ansible.cfg that nobody asked for', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rulerun-cfg-'));
    for (const name of ['work', 'home', 'system']) await mkdir(join(folder, name));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const unread = (environment = {}): Promise<string | undefined> =>
    unreadCfg(environment, {
      work: join(folder, 'work'),
      home: join(folder, 'home'),
      system: join(folder, 'system'),
    });

  test('is found where Ansible finds it, one before the other', async () => {
    expect(await unread()).toBeUndefined();
    await writeFile(join(folder, 'system/ansible.cfg'), '[defaults]\nforks = 3\n');
    expect(await unread()).toBe(join(folder, 'system/ansible.cfg'));
    await writeFile(join(folder, 'home/.ansible.cfg'), '[defaults]\nhost_key_checking = no\n');
    expect(await unread()).toBe(join(folder, 'home/.ansible.cfg'));
    await writeFile(join(folder, 'work/ansible.cfg'), '');
    expect(await unread()).toBe('ansible.cfg');
    expect(await unread({ ANSIBLE_CONFIG: '/x' })).toBe('/x');
    await chmod(join(folder, 'work'), 0o777);
    expect(await unread()).toBe(join(folder, 'home/.ansible.cfg'));
  });

  test('is not worth a word when nothing in it counts, and hides those behind it', async () => {
    await writeFile(join(folder, 'system/ansible.cfg'), '[defaults]\nforks = 3\n');
    await writeFile(join(folder, 'home/.ansible.cfg'), '[defaults]\nnocows = 1\n');
    expect(await unread()).toBeUndefined();
  });
});
