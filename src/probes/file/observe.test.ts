import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ask, temporaryFolder, userlands, writeFiles } from '../asking.test-kit.ts';
import { readHostFile } from './host-file.ts';

const LIMIT = '100';
const isRoot = process.getuid?.() === 0;

function tree(): string {
  const root = temporaryFolder();
  writeFiles(root, {
    'a file': 'some text\ncontent\n',
    large: 'x'.repeat(200),
    'folder/inside': '',
    empty: '',
  });
  chmodSync(join(root, 'a file'), 0o640);
  mkdirSync(join(root, 'bare'), { mode: 0o700 });
  mkdirSync(join(root, 'hidden/.git'), { recursive: true });
  symlinkSync('a file', join(root, 'link'));
  symlinkSync('/bin/sh', join(root, 'way out'));
  symlinkSync('nowhere', join(root, 'dangling'));
  symlinkSync('folder', join(root, 'folder-link'));
  symlinkSync('loop', join(root, 'loop'));
  execFileSync('mkfifo', [join(root, 'pipe')]);
  execFileSync('ln', [join(root, 'empty'), join(root, 'twin')]);
  writeFileSync(join(root, 'binary'), Buffer.from([0, 0xff, 0x0a, 0x00]));
  return root;
}

describe.each(userlands)('$name', (userland) => {
  const root = tree();
  const look = (path: string, limit = LIMIT) => readHostFile(path, ask(userland, ['rr_file', path, limit]));
  const parent = {
    parent: root,
    missing: undefined,
    blocked: undefined,
    immutable: [],
    readOnly: undefined,
    fixed: undefined,
    mounted: undefined,
  };
  const text = (word: string) => Buffer.from(word);

  test('a file, its mode and its bytes', () => {
    expect(look(`${root}/a file`)).toEqual({
      link: undefined,
      found: {
        type: 'file',
        real: `${root}/a file`,
        mode: '0640',
        uid: process.getuid?.(),
        gid: process.getgid?.(),
        user: expect.any(String),
        group: expect.any(String),
        size: 18,
        links: 1,
        empty: false,
        content: text('some text\ncontent\n'),
      },
      around: parent,
      own: parent,
    });
  });

  test('bytes that are no text', () => {
    expect(look(`${root}/binary`)).toMatchObject({ found: { content: Buffer.from([0, 0xff, 0x0a, 0x00]) } });
  });

  test.for([
    ['large', { found: { size: 200, content: undefined }, around: parent }],
    ['link', { link: 'a file', found: { type: 'file', real: `${root}/a file`, size: 18 } }],
    ['way out', { around: { parent: expect.stringMatching(/^\/(usr\/)?bin$/) }, own: parent }],
    ['dangling', { link: 'nowhere', found: undefined, around: parent }],
    ['loop', { link: 'loop', found: undefined }],
    ['folder', { link: undefined, found: { type: 'directory', empty: false, content: undefined } }],
    ['bare', { found: { type: 'directory', empty: true, mode: '0700' } }],
    ['hidden', { found: { type: 'directory', empty: false } }],
    ['folder-link', { link: 'folder', found: { type: 'directory', real: `${root}/folder` }, around: parent }],
    ['pipe', { found: { type: 'fifo', content: undefined } }],
    ['twin', { found: { links: 2, content: text('') } }],
    ['no', { link: undefined, found: undefined, around: parent }],
    ['no/such/thing', { found: undefined, around: { ...parent, missing: `${root}/no` } }],
    ['a file/below', { found: undefined, around: { parent: undefined, blocked: `${root}/a file` } }],
    ['folder-link/new', { found: undefined, around: { parent: `${root}/folder-link` } }],
  ] as const)('%s', ([name, expected]) => {
    expect(look(`${root}/${name}`)).toMatchObject(expected);
  });

  test('the root', () => {
    expect(look('/')).toMatchObject({ found: { type: 'directory', real: '/' } });
  });

  test('a link that runs over several lines is not believed', () => {
    const odd = temporaryFolder();
    writeFiles(odd, { 'x\nstat 81a4 0 0 1 1 root root 1': '' });
    symlinkSync('x\nstat 81a4 0 0 1 1 root root 1', join(odd, 'link'));
    expect(look(join(odd, 'link'))).toMatch(/cannot be looked at: .*runs over several lines/s);
  });

  test.skipIf(!isRoot || userland.name === 'busybox alone')('a file that cannot be changed', () => {
    const folder = temporaryFolder();
    writeFiles(folder, { x: '' });
    if (spawnSync('chattr', ['+i', join(folder, 'x')]).status !== 0) return;
    try {
      expect(look(join(folder, 'x'))).toMatchObject({ around: { immutable: [join(folder, 'x')] } });
    } finally {
      execFileSync('chattr', ['-i', join(folder, 'x')]);
    }
  });

  test('how much is in a folder, and what is mounted there', () => {
    const said = Buffer.from(ask(userland, ['rr_tree', `${root}/folder`]).stdout).toString();
    expect(said).toMatch(/^kib \d+\n$/);
    expect(Buffer.from(ask(userland, ['rr_tree', '/proc']).stdout).toString()).toContain('mount /proc\n');
    expect(Buffer.from(ask(userland, ['rr_tree', `${root}/link`]).stdout).toString()).toBe('');
  });

  // The mode 0644 of a folder keeps everybody but root out of it.
  test.skipIf(process.getuid?.() !== 0)('what in a folder has another mode', () => {
    const folder = temporaryFolder();
    writeFiles(folder, { a: '', 'b c': '', 'd/e': '' });
    chmodSync(join(folder, 'a'), 0o600);
    chmodSync(join(folder, 'd'), 0o700);
    symlinkSync('a', join(folder, 'link'));
    const said = (mode: string, owner = '') =>
      Buffer.from(ask(userland, ['rr_tree_attributes', folder, mode, owner, '']).stdout)
        .toString()
        .split('\n')
        .map((line) => line.slice(line.indexOf(folder) + folder.length))
        .sort();
    chmodSync(folder, 0o644);
    expect(said('0644')).toEqual(['', '/a', '/d']);
    expect(said('0755')).toEqual(['', '/', '/a', '/b c', '/d', '/d/e']);
    expect(said('', String(process.getuid?.()))).toEqual(['']);
    expect(said('')).toEqual(['']);
    expect(ask(userland, ['rr_tree_attributes', `${folder}/no`, '0644', '', ''])).toMatchObject({
      exitCode: 0,
    });
  });

  test('names that run over several lines are not told', () => {
    const folder = temporaryFolder();
    writeFiles(folder, { 'x\n81a4 0 0 root root /etc/shadow': '' });
    expect(ask(userland, ['rr_tree_attributes', folder, '0644', '', '']).exitCode).toBe(1);
  });

  test.for([
    ['rr_user', 'root', 0, '0\n'],
    ['rr_group', 'root', 0, '0\n'],
    ['rr_user', 'no-such-user', 2, ''],
    ['rr_group', 'no-such-group', 2, ''],
    ['rr_user', '-x', 2, ''],
  ] as const)('%s %s', ([name, word, exitCode, stdout]) => {
    const answer = ask(userland, [name, word]);
    expect([answer.exitCode, Buffer.from(answer.stdout).toString()]).toEqual([exitCode, stdout]);
  });

  test.for([
    ['', `${root}/a*`, 'yes'],
    ['', `${root}/z*`, 'no'],
    ['', `${root}/dangling`, 'yes'],
    [root, 'folder/in*', 'yes'],
    [root, 'a file', 'yes'],
    [root, 'a', 'no'],
    ['', `${root}/[lm]ink`, 'yes'],
  ] as const)('is there something? from %j, %j: %s', ([folder, pattern, said]) => {
    expect(Buffer.from(ask(userland, ['rr_glob', folder, pattern]).stdout).toString()).toBe(`${said}\n`);
  });

  test('no folder to start from', () => {
    expect(ask(userland, ['rr_glob', `${root}/no`, '*']).exitCode).not.toBe(0);
  });

  test('room on a disk', () => {
    const said = Buffer.from(ask(userland, ['rr_disk', `${root}/no/such`]).stdout).toString();
    expect(said).toMatch(new RegExp(`^path ${root}\n.*\n.* \\d+ +\\d+ +\\d+ +\\d+% +/.*\ninodes\n`));
  });
});
