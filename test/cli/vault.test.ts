import { chmod, link, open, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { editPrivately } from '../../src/app/vault/private-text.ts';
import { openVault } from '../../src/vault/open-vault.ts';
import { type Finished, rulerun, test } from './command.ts';

const PLAIN = 'db_password: hunter2\n';

/** Two files with passwords, a file to work on, and a way to run `rulerun vault` there. */
async function place(folder: string): Promise<{
  readonly file: string;
  readonly vault: (line: string, answers?: readonly string[], editor?: string) => Promise<Finished>;
}> {
  for (const [name, text] of [
    ['one', 'first'],
    ['two', 'second'],
    ['file.yml', PLAIN],
  ] as const)
    await writeFile(join(folder, name), text);
  return {
    file: join(folder, 'file.yml'),
    vault: (line, answers, editor) =>
      rulerun(
        [
          'vault',
          ...line
            .split(' ')
            .map((word) => word.replace(/(^|@)(one|two|file\.yml|more\.yml|out|link)$/, `$1${folder}/$2`)),
        ],
        { ...(answers && { answers }), environment: editor === undefined ? {} : { EDITOR: editor } },
      ),
  };
}

async function plainOf(path: string, password: string, id = 'default'): Promise<string> {
  const vault = openVault([{ id, password: Buffer.from(password) }]);
  return Buffer.from(vault.openFile(path, await readFile(path))).toString();
}

test('a file is encrypted, viewed, given another password and decrypted, and keeps its mode', async ({
  folder,
}) => {
  const { file, vault } = await place(folder);
  await chmod(file, 0o640);
  expect((await vault('encrypt file.yml --vault-password-file one')).all).toBe(`Encrypted ${file}\n`);
  expect(await readFile(file, 'utf8')).toMatch(/^\$ANSIBLE_VAULT;1\.1;AES256\n[0-9a-f\n]+$/);
  expect(await plainOf(file, 'first')).toBe(PLAIN);
  expect((await vault('view file.yml --vault-password-file one')).out).toBe(PLAIN);
  expect((await vault('rekey file.yml --vault-password-file one --new-vault-id prod@two')).exitCode).toBe(0);
  expect(await readFile(file, 'utf8')).toMatch(/^\$ANSIBLE_VAULT;1\.2;AES256;prod\n/);
  expect(await plainOf(file, 'second')).toBe(PLAIN);
  expect((await vault('decrypt file.yml --vault-id two --output -')).out).toBe(PLAIN);
  expect((await vault('decrypt file.yml --vault-id two')).exitCode).toBe(0);
  expect(await readFile(file, 'utf8')).toBe(PLAIN);
  expect((await stat(file)).mode & 0o777).toBe(0o640);
  expect((await readdir(folder)).sort()).toEqual(['file.yml', 'one', 'two']);
});

test('a link keeps leading to the file, and the text that was there is overwritten', async ({ folder }) => {
  const { file, vault } = await place(folder);
  await symlink(file, join(folder, 'link'));
  const before = await open(file, 'r');
  await vault('encrypt link --vault-password-file one');
  expect(await plainOf(file, 'first')).toBe(PLAIN);
  expect((await before.readFile()).equals(Buffer.alloc(PLAIN.length))).toBe(true);
  await before.close();
});

test('a file with another name is not overwritten under that, and it is said', async ({ folder }) => {
  const { file, vault } = await place(folder);
  await link(file, join(folder, 'other'));
  expect((await vault('encrypt file.yml --vault-password-file one')).err).toContain('has 1 more names');
  expect(await readFile(join(folder, 'other'), 'utf8')).toBe(PLAIN);
});

test.for([
  ['encrypt file.yml', ['secret', 'secret'], 'Encrypted'],
  ['encrypt file.yml', ['secret', 'Secret'], 'the two passwords are not the same'],
  ['encrypt file.yml', ['', ''], 'no vault password `default` was typed'],
  ['view file.yml --vault-password-file one', [], 'file.yml is not encrypted'],
  [
    'encrypt file.yml --vault-id a@one --vault-id b@two',
    [],
    'there are several vault passwords to encrypt with: a, b',
  ],
  [
    'encrypt file.yml --vault-id a@one --encrypt-vault-id c',
    [],
    'there is no vault password `c` to encrypt with, only a',
  ],
  ['encrypt file.yml --vault-id a@one --vault-id b@two --encrypt-vault-id b', [], 'Encrypted'],
  [
    'encrypt file.yml --vault-id größe@one',
    [],
    'ansible-vault opens nothing that is encrypted with a password called `größe`',
  ],
  ['encrypt file.yml two --vault-id a@one --output out', [], '--output is for one file'],
  ['encrypt missing --vault-id a@one', [], 'cannot read missing'],
  ['rekey file.yml --vault-id a@one', [], 'file.yml is not encrypted'],
] as const)('%s, with %j typed, says: %s', async ([line, answers, words], { folder }) => {
  const { file, vault } = await place(folder);
  const { all, exitCode } = await vault(line, answers);
  expect(all).toContain(words);
  const isDone = words === 'Encrypted';
  expect(exitCode === 0).toBe(isDone);
  if (!isDone) expect(await readFile(file, 'utf8')).toBe(PLAIN);
});

test('of several files none is written when one of them is wrong', async ({ folder }) => {
  const { file, vault } = await place(folder);
  await vault('encrypt two --vault-password-file one --output out');
  await writeFile(join(folder, 'more.yml'), await readFile(join(folder, 'out')));
  const { all, exitCode } = await vault('encrypt file.yml more.yml --vault-password-file one');
  expect(all).toContain('more.yml is encrypted already');
  expect(exitCode).toBe(1);
  expect(await readFile(file, 'utf8')).toBe(PLAIN);
});

test('a text becomes a value for a file of variables', async ({ folder }) => {
  const { vault } = await place(folder);
  const { out } = await vault('encrypt-string hush other --vault-id prod@one -n a');
  const [, a = '', , b = ''] =
    /^a: !vault \|\n((?: {10}\S+\n)+)(!vault \|\n)((?: {10}\S+\n)+)$/.exec(out) ?? [];
  const opened = openVault([{ id: 'prod', password: Buffer.from('first') }]);
  expect(opened.sealed(a).reveal()).toBe('hush');
  expect(opened.sealed(b).reveal()).toBe('other');
  const typed = await vault('encrypt_string -p --vault-id prod@one', ['name', 'typed']);
  expect(typed.out).toMatch(/^name: !vault \|\n/);
});

test('an editor changes it; what it does not change is not written', async ({ folder }) => {
  const { file, vault } = await place(folder);
  await vault('encrypt file.yml --vault-id prod@one');
  const editor = join(folder, 'editor');
  await writeFile(
    editor,
    `#!/bin/sh\necho "$2" >${folder}/seen\nls -ld "$2" "\${2%/*}" >>${folder}/seen\nsed -i s/hunter2/$1/ "$2"\n`,
    { mode: 0o755 },
  );
  const before = await readFile(file, 'utf8');
  expect((await vault('edit file.yml --vault-id prod@one', [], `${editor} hunter2`)).err).toContain(
    'is as it was',
  );
  expect(await readFile(file, 'utf8')).toBe(before);
  expect((await vault('edit file.yml --vault-id other@one', [], `${editor} "new 3"`)).exitCode).toBe(1);
  expect((await vault('edit file.yml --vault-id prod@one', [], `${editor} new3`)).exitCode).toBe(0);
  expect(await plainOf(file, 'first')).toBe(PLAIN.replace('hunter2', 'new3'));
  expect(await readFile(file, 'utf8')).toMatch(/AES256;prod\n/);
  const [path = '', ...listed] = (await readFile(join(folder, 'seen'), 'utf8')).trim().split('\n');
  expect(listed.map((line) => line.slice(0, 10)).sort()).toEqual(['-rw-------', 'drwx------'].sort());
  await expect(stat(path)).rejects.toThrow('ENOENT');
  const failed = await vault('edit file.yml --vault-id prod@one', [], 'false');
  expect(failed.all).toContain('is as it was: the editor ended with exit code 1');
});

test('a text in an editor is gone when the program is told to end', async ({ folder }) => {
  const seen = join(folder, 'seen');
  const editor = join(folder, 'editor');
  await writeFile(editor, `#!/bin/sh\necho "$1" >${seen}.part && mv ${seen}.part ${seen}\nexec sleep 600\n`, {
    mode: 0o755,
  });
  const edited = editPrivately(Buffer.from(PLAIN), 'x.yml', [editor]);
  while ((await readFile(seen, 'utf8').catch(() => '')) === '')
    await new Promise((done) => setImmediate(done));
  process.emit('SIGTERM', 'SIGTERM');
  expect(await edited).toEqual({ ok: false, why: 'the editor was ended by SIGTERM' });
  await expect(stat((await readFile(seen, 'utf8')).trim())).rejects.toThrow('ENOENT');
});
