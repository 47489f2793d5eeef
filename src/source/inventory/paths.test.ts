import { expect, test } from 'vitest';
import { extensionOf, folderOf, joinPath, trimFolder } from './paths.ts';

test.for([
  ['.', 'a', 'a'],
  ['inv', 'a', 'inv/a'],
  ['/', 'a', '/a'],
] as const)('%s and %s', ([folder, name, path]) => {
  expect(joinPath(folder, name)).toBe(path);
});

test.for([
  ['hosts', '.'],
  ['inv/hosts', 'inv'],
  ['/hosts', '/'],
  ['/etc/ansible/hosts', '/etc/ansible'],
] as const)('%s stands in %s', ([path, folder]) => {
  expect(folderOf(path)).toBe(folder);
});

test.for([
  ['inv///', 'inv'],
  ['/', '/'],
  ['a/b', 'a/b'],
] as const)('%s is spelt %s', ([path, trimmed]) => {
  expect(trimFolder(path)).toBe(trimmed);
});

test.for([
  ['a.b/hosts', ''],
  ['a/hosts.YML', '.yml'],
  ['.hosts', ''],
  ['a.tar.gz', '.gz'],
] as const)('%s ends in "%s"', ([path, extension]) => {
  expect(extensionOf(path)).toBe(extension);
});
