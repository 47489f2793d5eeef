import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { seal } from '../../src/vault/keyring.ts';
import { rulerun, test } from './command.ts';
import { everythingBelow } from './everything-below.ts';
import { sandboxInventory, sandboxReason } from './sandbox.ts';

const team = { id: 'default', password: Buffer.from('the team') };
const prod = { id: 'prod', password: Buffer.from('production') };

/** One for each way in which something encrypted may come. */
const CANARIES = [
  'canary-group-1a',
  'canary-host-2b',
  'canary-play-3c',
  'canary-file-4d',
  'canary-extra-5e',
  'canary-url-6f',
];
const [GROUP, HOST, PLAY, FILE, EXTRA, URL] = CANARIES;
const PIN = 48_151_623;

function encrypted(text: string, by = team): string {
  return seal(Buffer.from(text), by, randomBytes(32));
}

function tagged(text: string, by = team): string {
  return `!vault |\n${encrypted(text, by).replace(/^/gm, '          ')}`;
}

const playbook = `- hosts: node1
  become: true
  gather_facts: false
  vars:
    play_secret: ${tagged(`${PLAY} {{ literally }}`)}
  tasks:
    - name: write what is secret
      copy:
        dest: /root/secrets
        content: |
          [all]
          {{ group.secret }} {{ pin }} {{ shown }}
          {{ host_secret }}
          {{ play_secret }} {{ extra_secret }}
          {{ url }}
    - name: copy what is encrypted
      copy: {src: key.pem, dest: /root/key.pem}
    - name: read it
      command: cat /root/secrets /root/key.pem
      changed_when: false
      register: read
    - name: it is what was encrypted
      assert:
        that:
          - read.stdout_lines[1] == group.secret ~ ' 48151623 node1'
          - read.stdout_lines[1] is match('canary-group')
          - read.stdout_lines[2] == 'canary' ~ '-host-2b'
          - read.stdout_lines[3] == play_secret ~ ' canary' ~ '-extra-5e'
          - read.stdout_lines[4] == 'app:canary' ~ '-url-6f@node1/' ~ shown
          - read.stdout_lines[6] == 'canary' ~ '-file-4d'
          - play_secret is search('literally')
        fail_msg: "{{ read.stdout }}"
    - debug: {msg: "{{ group }} {{ host_secret }} {{ play_secret }} {{ extra_secret }} {{ pin }}"}
`;

describe.skipIf(sandboxReason !== undefined)('what ansible-vault has encrypted', () => {
  test('is used, and on no terminal, in no journal, plan or report', async ({ folder, stateDir }) => {
    const inventory = await sandboxInventory(folder);
    await mkdir(join(inventory, 'group_vars'));
    await mkdir(join(inventory, 'host_vars'));
    await mkdir(join(folder, 'files'));
    await mkdir(join(folder, 'report'));
    const write = (name: string, text: string): Promise<void> => writeFile(join(folder, name), text);
    await write('play.yml', playbook);
    const shown = 'shown: "{{ inventory_hostname }}"';
    await write(
      'inventory/group_vars/all.yml',
      encrypted(
        `group: {secret: ${GROUP}}\npin: ${PIN}\n${shown}\nurl: app:${URL}@{{ inventory_hostname }}/{{ shown }}\n`,
      ),
    );
    await write(
      'inventory/host_vars/node1.yml',
      `host_secret: ${tagged(HOST ?? '', prod)}\nunused: ${tagged('x', { ...prod, password: Buffer.from('lost') })}\n`,
    );
    await write('files/key.pem', encrypted(`-----BEGIN-----\n${FILE}\n-----END-----\n`, prod));
    await write('extra.yml', encrypted(`extra_secret: ${EXTRA}\n`));
    await write('team', 'the team\n');
    await writeFile(join(folder, 'prod-client'), '#!/bin/sh\n[ "$2" = prod ] && echo production\n', {
      mode: 0o755,
    });
    const keys = ['--vault-password-file', join(folder, 'team'), '--vault-id', `prod@${folder}/prod-client`];
    const common = ['-i', inventory, '-e', `@${folder}/extra.yml`, ...keys];
    const run = async (...argv: readonly string[]): Promise<string> => {
      const { all, exitCode } = await rulerun(argv, { environment: { RULERUN_STATE_DIR: stateDir } });
      expect(exitCode, all).toBe(argv[0] === 'plan' ? 10 : 0);
      return all;
    };
    const play = join(folder, 'play.yml');
    const looks = join(folder, 'looks.yml');
    // What a command of its own reads of it on the host is in its output there, for root alone.
    const left =
      'grep -rlE --exclude=out "canary[-](group|host|play|file|extra|url)|4815[1]" /var/lib/rulerun';
    await write(
      'looks.yml',
      `- hosts: node1\n  become: true\n  gather_facts: false\n  tasks:\n    - command: ${left}\n      failed_when: looked.rc != 1\n      register: looked\n      changed_when: false\n`,
    );
    const kept = join(folder, 'kept.plan');
    const said = [
      await run('plan', play, ...common, '--diff', '--out', kept),
      await run(
        'apply',
        kept,
        '-e',
        `@${folder}/extra.yml`,
        '--yes',
        '--diff',
        '-vvv',
        '--report',
        join(folder, 'report'),
      ),
      await run('apply', play, ...common, '--yes', '--output', 'jsonl'),
      await run('apply', looks, ...common, '--yes'),
      await run('report', 'last', '--json', '-'),
      await run('inventory', '-i', inventory, '--list', ...keys),
    ];
    expect(said[1]).toContain('node1');
    expect(said[5]).toContain('__ansible_vault');
    const everything = [
      ...said,
      ...(await everythingBelow(stateDir)),
      ...(await everythingBelow(join(folder, 'report'))),
      await readFile(kept, 'utf8'),
    ].join('\n');
    for (const canary of [...CANARIES, String(PIN)]) {
      expect(everything).not.toContain(canary);
      expect(everything).not.toContain(Buffer.from(canary).toString('base64').replace(/=+$/, ''));
    }
  });
});

test.for([
  ['no password', [], 'is encrypted with ansible-vault: a vault password is needed, and none is given'],
  [
    'the wrong password',
    ['wrong'],
    'is encrypted with ansible-vault: the vault password `default` is wrong, or the encrypted text was changed',
  ],
] as const)('with %s a file is refused at its place', async ([, [password], words], { folder, stateDir }) => {
  await writeFile(join(folder, 'hosts'), encrypted('here ansible_connection=local\n'));
  await writeFile(join(folder, 'play.yml'), encrypted('- hosts: all\n  tasks: [{debug: {msg: x}}]\n'));
  await writeFile(join(folder, 'password'), password ?? '');
  const keys = password === undefined ? [] : ['--vault-password-file', join(folder, 'password')];
  const argv = ['validate', join(folder, 'play.yml'), '-i', join(folder, 'hosts'), ...keys];
  const { err, exitCode } = await rulerun(argv, { environment: { RULERUN_STATE_DIR: stateDir } });
  expect(exitCode).toBe(3);
  expect(err).toContain(`hosts:1:1: error[vault] this file ${words}`);
  expect(err).toContain(`play.yml:1:1: error[vault] this file ${words}`);
});

test.for([
  ['typed', ['-J'], { answers: ['the team'] }],
  ['typed for an id', ['--vault-id', 'x@prompt'], { answers: ['the team'] }],
  ['named by the environment', [], { environment: { ANSIBLE_VAULT_PASSWORD_FILE: 'FOLDER/team' } }],
  [
    'listed in the environment',
    [],
    { environment: { ANSIBLE_VAULT_IDENTITY_LIST: 'other@FOLDER/other, x@FOLDER/team' } },
  ],
  ['by the other name of the option', ['--vault-pass-file', 'FOLDER/team'], {}],
] as const)('a password %s opens them', async ([, keys, given], { folder, stateDir }) => {
  await writeFile(join(folder, 'hosts'), encrypted('here ansible_connection=local\n'));
  await writeFile(join(folder, 'play.yml'), encrypted('- hosts: all\n  tasks: [{debug: {msg: x}}]\n'));
  await writeFile(join(folder, 'team'), ' the team \n');
  await writeFile(join(folder, 'other'), 'other');
  const placed = (text: string): string => text.replaceAll('FOLDER', folder);
  const argv = ['validate', join(folder, 'play.yml'), '-i', join(folder, 'hosts'), ...keys.map(placed)];
  const environment = Object.fromEntries(
    Object.entries({ RULERUN_STATE_DIR: stateDir, ...('environment' in given ? given.environment : {}) }).map(
      ([name, value]) => [name, placed(value)],
    ),
  );
  const result = await rulerun(argv, { ...given, environment });
  expect(result.exitCode, result.all).toBe(0);
});

test('a value that needs a password which is not given is an error where it is used, and nowhere else', async ({
  folder,
  stateDir,
}) => {
  const play = join(folder, 'play.yml');
  await writeFile(
    join(folder, 'hosts.yml'),
    `all:\n  hosts: {here: {ansible_connection: local}}\n  vars:\n    secret: ${tagged('x', prod)}\n`,
  );
  const validate = async (value: string): Promise<string> => {
    await writeFile(play, `- hosts: all\n  tasks:\n    - debug: {msg: "${value}"}\n`);
    const argv = ['validate', play, '-i', join(folder, 'hosts.yml')];
    return (await rulerun(argv, { environment: { RULERUN_STATE_DIR: stateDir } })).all;
  };
  expect(await validate('x')).toContain('without errors');
  expect(await validate('{{ secret }}')).toMatch(
    /play\.yml:3:\d+: error\[value\].*the vault password `prod` is needed, and none is given, in the value of `secret`\n.*\n.*\n *hint: give --vault-password-file/,
  );
});
