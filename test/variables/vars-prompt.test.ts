import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { type CommandOptions, rulerun, test } from '../cli/command.ts';

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
  vars: {who: play, place: here}
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
] as const)('vars_prompt: %s is refused: %s', async ([prompts, message], { folder }) => {
  const { all, exitCode } = await run(folder, prompts, { answers: [] });
  expect(all).toContain(message);
  expect(exitCode).toBe(3);
});
