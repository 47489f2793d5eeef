import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'vitest';
import { rulerun, test } from '../cli/command.ts';
import { whyNot } from './twins.ts';

const whyNoVault = whyNot('ansible-vault', ['--version']);
if (whyNoVault !== undefined) process.stderr.write(`skipped, beside ansible-vault: ${whyNoVault}\n`);

interface Ended {
  readonly out: string;
  readonly err: string;
  readonly isDone: boolean;
}

/** One of the two programs. Its words name files of the folder, beginning with `./`. */
type Tool = (words: readonly string[], editor?: string) => Promise<Ended>;

interface Place {
  readonly theirs: Tool;
  readonly ours: Tool;
  readonly path: (name: string) => string;
  readonly write: (name: string, bytes: string | Uint8Array, mode?: number) => Promise<void>;
  readonly read: (name: string) => Promise<Buffer>;
}

const PASSWORDS: Readonly<Record<string, string>> = {
  plain: 'first\n',
  second: 'second',
  words: '  two words \r\n',
  other: 'pässwörd 密码 🔑\n',
};

/** Programs that print a password; the second is told which one is wanted. */
const PROGRAMS: Readonly<Record<string, string>> = {
  script: '#!/bin/sh\necho "from a script"\n',
  'many-client.sh': '#!/bin/sh\n[ "$1" = --vault-id ] && echo "of $2"\n',
};

async function placeIn(folder: string): Promise<Place> {
  const path = (name: string): string => join(folder, name);
  const write: Place['write'] = (name, bytes, mode = 0o600) => writeFile(path(name), bytes, { mode });
  for (const [name, text] of Object.entries(PASSWORDS)) await write(name, text);
  for (const [name, text] of Object.entries(PROGRAMS)) await write(name, text, 0o700);
  const placed = (words: readonly string[]): string[] =>
    words.map((word) => word.replace(/(^|@)\.\//, `$1${folder}/`));
  return {
    path,
    write,
    read: (name) => readFile(path(name)),
    theirs: (words, editor) =>
      ansible('ansible-vault', placed(words), folder, editor === undefined ? {} : { EDITOR: editor }),
    ours: async (words, editor) => {
      const environment = editor === undefined ? {} : { EDITOR: editor };
      const { out, err, exitCode } = await rulerun(['vault', ...placed(words)], { environment });
      return { out, err, isDone: exitCode === 0 };
    },
  };
}

/** Without any setting of whoever runs the tests. */
async function ansible(
  program: string,
  words: readonly string[],
  folder: string,
  more: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const env = { PATH: process.env['PATH'], HOME: folder, LANG: 'C.UTF-8', ANSIBLE_NOCOLOR: '1', ...more };
  const told = await promisify(execFile)(program, words, { cwd: folder, env }).then(
    ({ stdout, stderr }) => ({ stdout, stderr, isDone: true }),
    (error: { readonly stdout: string; readonly stderr: string }) => ({ ...error, isDone: false }),
  );
  return { out: told.stdout, err: told.stderr, isDone: told.isDone };
}

/** The words that open or encrypt, and the first line of what is encrypted with them. */
const KEYS = {
  'the usual password': [['--vault-password-file', './plain'], ';1.1;AES256'],
  'a password with a name': [['--vault-id', 'prod@./second'], ';1.2;AES256;prod'],
  'a password with spaces around it': [['--vault-password-file', './words'], ';1.1;AES256'],
  'a password in other letters': [['--vault-id', 'an id@./other'], ';1.2;AES256;an id'],
  'a password from a program': [['--vault-id', 'script@./script'], ';1.2;AES256;script'],
  'a password from a program with several': [['--vault-id', 'b@./many-client.sh'], ';1.2;AES256;b'],
  'one of several passwords': [
    ['--vault-id', 'a@./plain', '--vault-id', 'b@./second', '--encrypt-vault-id', 'b'],
    ';1.2;AES256;b',
  ],
} as const;

type Key = keyof typeof KEYS;

/** `decrypt` and `view` do not choose among passwords. */
function opening(key: Key): readonly string[] {
  const words: readonly string[] = KEYS[key][0];
  const end = words.indexOf('--encrypt-vault-id');
  return end < 0 ? words : words.slice(0, end);
}

const CONTENTS: Readonly<Record<string, Uint8Array>> = {
  text: Buffer.from('db_password: hunter2\n'),
  nothing: Buffer.alloc(0),
  'no text': Buffer.from(Array.from({ length: 512 }, (_, index) => index % 256)),
  'lines of Windows': Buffer.from('a: 1\r\nb: 2\r\n'),
  'other letters': Buffer.from('größe: 密码 🔑\n'),
  'much text': Buffer.from('0123456789abcdef'.repeat(8192)),
  'spaces at both ends': Buffer.from('\n \n x \n\n'),
};

const ROWS: readonly (readonly [keyof typeof CONTENTS, Key])[] = [
  ...Object.keys(KEYS).map((key) => ['text', key as Key] as const),
  ...Object.keys(CONTENTS).map((content) => [content, 'a password with a name'] as const),
];

const both = test.skipIf(whyNoVault !== undefined);

both.for(ROWS)('%s with %s: what either encrypts the other opens', async ([content, key], { folder }) => {
  const { theirs, ours, write, read } = await placeIn(folder);
  const plain = Buffer.from(CONTENTS[content] ?? '');
  const [words, head] = KEYS[key];
  for (const [encrypts, decrypts] of [
    [theirs, ours],
    [ours, theirs],
  ] as const) {
    await write('file', plain);
    expect(await encrypts(['encrypt', ...words, './file'])).toMatchObject({ isDone: true });
    const [first] = (await read('file')).toString().split('\n');
    expect(first).toBe(`$ANSIBLE_VAULT${head}`);
    expect(await decrypts(['decrypt', ...opening(key), './file'])).toMatchObject({ isDone: true });
    expect((await read('file')).equals(plain)).toBe(true);
  }
});

both('what either gives another password the other opens with that alone', async ({ folder }) => {
  const { theirs, ours, write, read } = await placeIn(folder);
  for (const [first, second] of [
    [theirs, ours],
    [ours, theirs],
  ] as const) {
    await write('file', 'x: 1\n');
    const done = { isDone: true };
    expect(await first(['encrypt', '--vault-id', './plain', './file'])).toMatchObject(done);
    const renamed = ['rekey', '--vault-id', './plain', '--new-vault-id', 'new@./other', './file'];
    expect(await second(renamed)).toMatchObject(done);
    expect((await read('file')).toString()).toMatch(/^\$ANSIBLE_VAULT;1\.2;AES256;new\n/);
    expect(await first(['view', '--vault-id', './plain', './file'])).toMatchObject({ isDone: false });
    expect(await first(['view', '--vault-id', './other', './file'])).toMatchObject({ out: 'x: 1\n' });
    const back = ['rekey', '--vault-id', 'new@./other', '--new-vault-password-file', './second', './file'];
    expect(await first(back)).toMatchObject(done);
    expect(await second(['view', '--vault-password-file', './second', './file'])).toMatchObject({
      out: 'x: 1\n',
    });
  }
});

both('what either has edited the other reads', async ({ folder }) => {
  const { theirs, ours, write, read } = await placeIn(folder);
  await write('editor', '#!/bin/sh\nprintf "line %s\\r\\n" "$1" >>"$2"\n', 0o700);
  await write('file', '');
  const prod = ['--vault-id', 'prod@./second'];
  await theirs(['encrypt', ...prod, './file']);
  const editor = join(folder, 'editor');
  expect(await ours(['edit', ...prod, './file'], `${editor} 1`)).toMatchObject({ isDone: true });
  expect(await theirs(['edit', ...prod, './file'], `${editor} 2`)).toMatchObject({ isDone: true });
  expect(await ours(['edit', ...prod, './file'], `${editor} 3`)).toMatchObject({ isDone: true });
  expect((await read('file')).toString()).toMatch(/^\$ANSIBLE_VAULT;1\.2;AES256;prod\n/);
  expect(await theirs(['decrypt', ...prod, './file'])).toMatchObject({ isDone: true });
  expect((await read('file')).toString()).toBe('line 1\r\nline 2\r\nline 3\r\n');
});

const TEXTS: Readonly<Record<string, string>> = {
  usual: 'hunter2',
  spaces: '  two words ',
  lines: 'one\ntwo\n\n',
  letters: 'größe 密码 🔑',
  template: '{{ never_read }}',
  quotes: `'"\\\\`,
  number: '0123',
};

both('values that either has encrypted mean the same to both', async ({ folder }) => {
  const { theirs, ours, write, path } = await placeIn(folder);
  const keys = ['--vault-password-file', './plain', '--vault-id', 'prod@./second'];
  for (const [name, tool] of [
    ['their', theirs],
    ['our', ours],
  ] as const) {
    const told = await Promise.all(
      Object.entries(TEXTS).map(([text, value], index) => {
        const by = index % 2 === 0 ? 'default' : 'prod';
        const verb = tool === ours ? 'encrypt-string' : 'encrypt_string';
        return tool([verb, ...keys, '--encrypt-vault-id', by, '--name', `${name}_${text}`, value]);
      }),
    );
    expect(told.filter(({ isDone }) => !isDone)).toEqual([]);
    await write(`${name}.yml`, told.map(({ out }) => `${out.trimEnd()}\n`).join(''));
  }
  const asserted = ['their', 'our'].flatMap((name) =>
    Object.entries(TEXTS).map(
      ([text, value]) => `${name}_${text} | b64encode == '${Buffer.from(value).toString('base64')}'`,
    ),
  );
  await write('hosts', 'here ansible_connection=local\n');
  await write(
    'play.yml',
    `- hosts: here\n  gather_facts: false\n  vars_files: [their.yml, our.yml]\n  tasks:\n    - assert: {that: ${JSON.stringify(asserted)}}\n`,
  );
  const opened = ['--vault-password-file', path('plain'), '--vault-id', `prod@${path('second')}`];
  const words = [path('play.yml'), '-i', path('hosts'), ...opened];
  expect(await ansible('ansible-playbook', words, folder)).toMatchObject({ isDone: true });
  const environment = { RULERUN_STATE_DIR: path('state') };
  const { exitCode, all } = await rulerun(['apply', ...words, '--yes'], { environment });
  expect(exitCode, all).toBe(0);
});

both('with a wrong password both refuse, and ours says which file and which password', async ({ folder }) => {
  const { theirs, ours, write, read, path } = await placeIn(folder);
  const keyed = ['--vault-id', 'prod@./second'];
  const wrong = ['--vault-id', 'prod@./plain'];
  await write('file', 'x: 1\n');
  await theirs(['encrypt', ...keyed, './file']);
  const before = await read('file');
  for (const words of [
    ['view', ...wrong, './file'],
    ['decrypt', ...wrong, './file'],
    ['rekey', ...wrong, '--new-vault-id', 'prod@./other', './file'],
    ['edit', ...wrong, './file'],
  ]) {
    expect(await theirs(words, 'true')).toMatchObject({ isDone: false });
    const { isDone, err } = await ours(words, 'true');
    expect(isDone).toBe(false);
    expect(err).toContain(`${path('file')}: the vault password \`prod\` is wrong`);
  }
  const { err } = await ours(['view', '--vault-id', 'dev@./plain', './file']);
  expect(err).toContain(`${path('file')}: no vault password \`prod\` is given`);
  expect((await read('file')).equals(before)).toBe(true);
});
