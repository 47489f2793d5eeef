import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { type CommandOptions, rulerun, test } from '../cli/command.ts';

const HASHES = {
  SHA512:
    '$6$saltsalt$l6K/EMGEGotlb30aLx4eypG1CXJeQOSv.Px4vYrI3xAxZ5gQURXnkbltwbv8VLGbvdv08qUSOTNrsQYxgr0Y2/',
  SHA256: '$5$saltsalt$QIoLMW7.cQ/SYKDsNwmaIhP0DeL.d9PhQNMtsG5PFf7',
  MD5: '$1$saltsalt$6k6gT1hkFjrhHa7Wsaf8p0',
} as const;

interface Ran {
  readonly all: string;
  readonly asked: string;
  readonly exitCode: number;
}

async function run(
  folder: string,
  prompts: string,
  options: CommandOptions,
  command: readonly string[] = ['apply', '--yes'],
): Promise<Ran> {
  const [name = '', ...more] = command;
  await writeFile(join(folder, 'hosts'), 'h1 ansible_connection=local\n');
  await writeFile(
    join(folder, 'p.yml'),
    `
- hosts: all
  gather_facts: false
  vars: {who: play, place: here, how: sha256_crypt, salty: saltsalt}
  vars_prompt: ${prompts}
  tasks: [{debug: {msg: "is <{{ who }}>"}}]
`,
  );
  const words = [join(folder, 'p.yml'), '-i', join(folder, 'hosts'), '--state-dir', folder];
  const { all, err, exitCode } = await rulerun([name, ...words, ...more], options);
  return { all, asked: err, exitCode };
}

test.for([
  ['[{name: who, private: false}]', ['jane'], 'who: ', '<jane>'],
  [
    '[{name: who, prompt: "Who, {{ place }}?", private: no, default: nobody}]',
    ['jane'],
    'Who, here? [nobody]: ',
    '<jane>',
  ],
  ['[{name: who, private: no, default: nobody}]', [''], 'who [nobody]: ', '<nobody>'],
  ['[{name: who, private: no, default: "in {{ place }}"}]', [''], 'who [in here]: ', '<in here>'],
  ['[{name: who, private: no}]', [''], 'who: ', '<>'],
  [
    '[{name: who, private: no, confirm: yes}]',
    ['jane', 'john', 'jane', 'jane'],
    'The two are not the same.',
    '<jane>',
  ],
  ['[{name: who, private: no}]', ['{{ place }}'], 'who: ', '<here>'],
  ['[{name: who, private: no, unsafe: yes}]', ['{{ place }}'], 'who: ', '<{{ place }}>'],
] as const)('vars_prompt: %s answered by %j', async ([prompts, answers, asked, shown], { folder }) => {
  const ran = await run(folder, prompts, { answers });
  expect(ran.asked).toContain(asked);
  expect(ran.all).toContain(`is ${shown}`);
  expect(ran.exitCode).toBe(0);
});

// Each hash is what `do_encrypt` of ansible-core makes of the same.
test.for([
  ['encrypt: sha512_crypt, salt: saltsalt', 'SHA512'],
  ['encrypt: sha512, salt: saltsalt', 'SHA512'],
  ['encrypt: "{{ how }}", salt: "{{ salty }}"', 'SHA256'],
  ['encrypt: md5_crypt, salt: saltsalt', 'MD5'],
] as const)(
  'vars_prompt: {%s} gives the hash of what is typed in, or of the default',
  async ([words, hash], { folder }) => {
    const shown = `is <${HASHES[hash]}>`;
    const prompt = `[{name: who, private: no, confirm: yes, default: jane, ${words}}]`;
    expect((await run(folder, prompt, { answers: ['jane', 'jane'] })).all).toContain(shown);
    expect((await run(folder, prompt, { answers: ['', ''] })).all).toContain(shown);
  },
);

test('a salt is drawn, as long as it is said, and neither the answer nor its hash is shown', async ({
  folder,
}) => {
  const drawn = '[{name: who, private: no, encrypt: sha512_crypt, salt_size: 4}]';
  expect((await run(folder, drawn, { answers: ['jane'] })).all).toMatch(
    /is <\$6\$[./\dA-Za-z]{4}\$[./\dA-Za-z]{86}>/,
  );
  const { all } = await run(folder, '[{name: who, encrypt: sha512_crypt}]', { answers: ['correct horse'] });
  expect(all).toContain('is <[secret]>');
  expect(all).not.toContain('correct horse');
});

test('what is typed in unseen is not shown afterwards', async ({ folder }) => {
  const { all } = await run(folder, '[{name: who}]', { answers: ['correct horse'] });
  expect(all).toContain('is <[secret]>');
  expect(all).not.toContain('correct horse');
});

test('-e answers, and nobody is asked', async ({ folder }) => {
  const command = ['apply', '--yes', '-e', 'who=extra'];
  const { all, asked } = await run(folder, '[{name: who, private: no}]', { answers: [] }, command);
  expect(asked).not.toContain('who:');
  expect(all).toContain('is <extra>');
});

test('without a terminal the default counts, and without a default nothing is contacted', async ({
  folder,
}) => {
  expect((await run(folder, '[{name: who, default: nobody}]', {})).all).toContain('is <nobody>');
  const { all, exitCode } = await run(folder, '[{name: who}]', {});
  expect(all).toContain(
    'p.yml:5:17: error[unanswered] `who` is asked for, and there is no terminal to ask on',
  );
  expect(all).toContain('give it with -e who=VALUE, or write a `default:`');
  expect(exitCode).toBe(3);
});

test('what is only looked at asks nobody', async ({ folder }) => {
  for (const command of [['validate'], ['apply', '--list-tasks']]) {
    const { asked, exitCode } = await run(folder, '[{name: who}]', { answers: [] }, command);
    expect(asked).toBe('');
    expect(exitCode).toBe(0);
  }
});

test.for([
  ['["{{ place }}"]', 'an entry of `vars_prompt` must be a mapping'],
  ['[who]', '`vars_prompt` must be a list of mappings'],
  ['[{prompt: x}]', '`name` is missing'],
  ['[{name: a-b}]', '`a-b` cannot be the name of a variable'],
  ['[{name: who, promt: x}]', 'a prompt has no key `promt`'],
  ['[{name: who, encrypt: bcrypt}]', 'the hash `bcrypt` is not supported'],
  ['[{name: who, encrypt: "{{ nohow }}"}]', '`nohow` is undefined'],
  ['[{name: who, encrypt: sha512, salt: "no/salt:"}]', '`who`: a salt is at most 16 of the letters'],
  ['[{name: who, salt_size: 0}]', '`salt_size` must be at least 1'],
] as const)('vars_prompt: %s is refused: %s', async ([prompts, message], { folder }) => {
  const { all, exitCode } = await run(folder, prompts, { answers: ['jane'] });
  expect(all).toContain(message);
  expect(exitCode).toBe(3);
});
