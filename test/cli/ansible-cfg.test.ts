import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { ExitCode } from '../../src/model/run/exit-code.ts';
import { test as base, rulerun } from './command.ts';

const PLAY = '- hosts: all\n  gather_facts: false\n  roles: [greet]\n';
const CFG = `[defaults]
inventory = hosts
roles_path = shared
stdout_callback = yaml
`;

/** A folder with a playbook whose role and whose hosts only an ansible.cfg names. */
const test = base.extend<{ site: string; environment: Readonly<Record<string, string>> }>({
  site: async ({ folder }, use) => {
    await mkdir(join(folder, 'shared/greet/tasks'), { recursive: true });
    await mkdir(join(folder, 'plays'));
    await writeFile(join(folder, 'shared/greet/tasks/main.yml'), '- debug: {msg: hello}\n');
    await writeFile(join(folder, 'hosts'), 'web1\nweb2\n');
    await writeFile(join(folder, 'plays/play.yml'), PLAY);
    await writeFile(join(folder, 'ansible.cfg'), CFG);
    await use(folder);
  },
  environment: async ({ stateDir }, use) => {
    await use({ RULERUN_STATE_DIR: stateDir });
  },
});

const cfgOf = (site: string): string => join(site, 'ansible.cfg');
const playOf = (site: string): string => join(site, 'plays/play.yml');

test('an ansible.cfg that is named says where hosts and roles are', async ({ site, environment }) => {
  const argv = ['plan', playOf(site), '--list-hosts', '--ansible-cfg', cfgOf(site)];
  const { out, err, exitCode } = await rulerun(argv, { environment });
  expect({ err, exitCode }).toEqual({ err: '', exitCode: ExitCode.ok });
  expect(out).toContain('web2');
});

test('ANSIBLE_CONFIG names one as well, and a folder stands for the one in it', async ({
  site,
  environment,
}) => {
  const asked = { environment: { ...environment, ANSIBLE_CONFIG: site } };
  const validated = await rulerun(['validate', playOf(site)], asked);
  expect(validated).toMatchObject({ err: '', exitCode: ExitCode.ok });
  expect((await rulerun(['inventory', '--graph'], asked)).out).toContain('|--web1');
});

test('without it the role is not there, and the ansible.cfg of ANSIBLE_CONFIG is not read by other commands', async ({
  site,
  environment,
}) => {
  const argv = ['validate', playOf(site), '-i', join(site, 'hosts')];
  expect((await rulerun(argv, { environment })).exitCode).toBe(ExitCode.invalid);
  const install = [
    'schedule',
    'install',
    'a',
    playOf(site),
    '--at',
    'daily',
    '--print',
    '-i',
    join(site, 'hosts'),
  ];
  await mkdir(join(site, 'plays/roles/greet/tasks'), { recursive: true });
  await writeFile(join(site, 'plays/roles/greet/tasks/main.yml'), '- debug:\n');
  const asked = { environment: { ...environment, ANSIBLE_CONFIG: cfgOf(site) } };
  expect((await rulerun(install, asked)).err).toContain(
    `note: Ansible would read ${cfgOf(site)}, and this command`,
  );
});

const WORDS = `gathering = explicit
strategy = free
any_errors_fatal = True
force_handlers = True
no_log = True
transport = local
`;

test('what it says of plays counts for those that do not say otherwise, and a saved plan keeps it', async ({
  site,
  environment,
}) => {
  await writeFile(cfgOf(site), `${CFG}${WORDS}`);
  await writeFile(
    playOf(site),
    `- hosts: web1
  tasks:
    - {name: facts, debug: {msg: "there are {{ 'facts' if ansible_system is defined else 'none' }}"}, no_log: false}
    - {name: quiet, debug: {msg: hush}}
- hosts: web1
  gather_facts: true
  no_log: false
  tasks: [{debug: {msg: "now {{ 'facts' if ansible_system is defined else 'none' }}"}}]
- hosts: web2
  tasks:
    - {command: /bin/true, changed_when: true, irreversible: true, notify: told}
    - fail: {msg: on purpose}
  handlers: [{name: told, debug: {msg: told all the same}, no_log: false}]
`,
  );
  const argv = ['apply', playOf(site), '--ansible-cfg', cfgOf(site), '--yes'];
  const { all } = await rulerun(argv, { environment });
  expect(all).toContain('there are none');
  expect(all).toContain('now facts');
  expect(all).not.toContain('hush');
  expect(all).toContain('told all the same');

  const kept = join(site, 'kept.plan');
  await writeFile(
    playOf(site),
    `- hosts: web1\n  tasks: [{copy: {content: x, dest: "${join(site, 'made')}"}}]\n`,
  );
  await rulerun(['plan', playOf(site), '--ansible-cfg', cfgOf(site), '--out', kept], { environment });
  expect(await readFile(kept, 'utf8')).toContain('"gather_facts": "false"');
});

test('the command line wins; of tags both count', async ({ site, environment }) => {
  await writeFile(cfgOf(site), `${CFG}[tags]\nrun = a\n`);
  await writeFile(
    playOf(site),
    '- hosts: all\n  tasks: [{debug: , name: one, tags: a}, {debug: , name: two, tags: b}, {debug: , name: three}]\n',
  );
  const argv = ['plan', playOf(site), '--ansible-cfg', cfgOf(site), '-i', 'own,', '-t', 'b'];
  expect((await rulerun([...argv, '--list-hosts'], { environment })).out).not.toContain('web1');
  const { out } = await rulerun([...argv, '--list-tasks'], { environment });
  expect(['one', 'two', 'three'].filter((name) => out.includes(name))).toEqual(['one', 'two']);
});

test('host_key_checking = False is refused with its reason, its place and the way out', async ({
  site,
  environment,
}) => {
  await writeFile(cfgOf(site), `${CFG}host_key_checking = False\n`);
  const argv = ['apply', playOf(site), '--yes', '--ansible-cfg', cfgOf(site)];
  const { err, exitCode } = await rulerun(argv, { environment });
  expect(exitCode).toBe(ExitCode.invalid);
  expect(err).toContain(`${cfgOf(site)}:5:1: error[setting-refused]`);
  expect(err).toContain('another machine could answer for a host');
  expect(err).toContain('StrictHostKeyChecking=accept-new');
  expect(err).toContain(`rulerun: ${cfgOf(site)} is not followed; no host was contacted\n`);
});

test('a setting without effect is a warning, and the command goes on', async ({ site, environment }) => {
  await writeFile(cfgOf(site), `${CFG}[ssh_connection]\nssh_args = -C\n`);
  const argv = ['validate', playOf(site), '--ansible-cfg', cfgOf(site)];
  const { err, exitCode } = await rulerun(argv, { environment });
  expect(exitCode).toBe(ExitCode.ok);
  expect(err).toContain('warning[setting-unused] `ssh_args`');
  expect(err).toContain('write `ansible_ssh_args` in the inventory');
});

test('a saved plan keeps what the ansible.cfg said, and takes none itself', async ({ site, environment }) => {
  await writeFile(join(site, 'hosts'), 'here ansible_connection=local\n');
  const out = join(site, 'kept');
  const plan = ['plan', playOf(site), '--ansible-cfg', cfgOf(site), '--out', out];
  expect((await rulerun(plan, { environment })).exitCode).toBe(ExitCode.ok);
  expect(JSON.parse(await readFile(out, 'utf8'))).toMatchObject({
    options: { inventory: [join(site, 'hosts')], rolesPath: [join(site, 'shared')] },
  });
  const again = await rulerun(['apply', out, '--ansible-cfg', cfgOf(site)], { environment });
  expect(again.err).toContain('a saved plan is applied as it is, without --ansible-cfg');
  const asked = { environment: { ...environment, ANSIBLE_CONFIG: cfgOf(site) } };
  expect((await rulerun(['apply', out], asked)).exitCode).toBe(ExitCode.ok);
});
