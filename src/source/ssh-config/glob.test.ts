import { expect, test } from 'vitest';
import { filesMatching } from './glob.ts';

const folders: Readonly<Record<string, readonly string[]>> = {
  '/': ['etc', 'extra', '.hidden'],
  '/etc': ['a.conf', 'b.conf', 'c.txt', '.d.conf', 'a]b'],
  '/extra': ['a.conf'],
};

/** `/locked` may not be read. */
const list = async (folder: string): Promise<string[] | undefined> => {
  if (folder === '/locked') throw new Error('EACCES');
  const names = folders[folder];
  return names && [...names];
};

test.for<[string, readonly string[]]>([
  ['/etc/a.conf', ['/etc/a.conf']],
  ['/etc/*.conf', ['/etc/a.conf', '/etc/b.conf']],
  ['/etc/.*', ['/etc/.d.conf']],
  ['/e*/a.conf', ['/etc/a.conf', '/extra/a.conf']],
  ['/e*/[!b].conf', ['/etc/a.conf', '/extra/a.conf']],
  ['/etc/?.[ct]*', ['/etc/a.conf', '/etc/b.conf', '/etc/c.txt']],
  ['/etc/a[]]b', ['/etc/a]b']],
  ['/etc/a]*', ['/etc/a]b']],
  ['/none/*', []],
  ['/locked/*', []],
])('%s names %j', async ([pattern, paths]) => {
  expect(await filesMatching(pattern, { list } as Parameters<typeof filesMatching>[1])).toEqual(paths);
});
