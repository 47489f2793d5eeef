import { expect, test } from 'vitest';
import type { SshConfigEntry } from '../../model/ssh-config.ts';
import { readSshConfig } from './read.ts';

/** What the file says, a line an entry; each level of inclusion is set in. */
async function entriesOf(texts: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const files = {
    read: async (path: string) => (texts[path] === undefined ? undefined : Buffer.from(texts[path])),
    list: async (folder: string) => {
      const names = Object.keys(texts)
        .filter((path) => path.startsWith(`${folder}/`))
        .map((path) => path.slice(folder.length + 1).split('/', 1)[0] ?? '');
      return names.length === 0 ? undefined : [...new Set(names)].sort();
    },
  };
  const found = await readSshConfig('/h/.ssh/config', files, { home: '/h', folder: '/h/.ssh' });
  if (found === undefined) return ['no such file'];
  const wrong = found.diagnostics.map(({ at, message }) => `${at.file}:${at.line}: ${message}`);
  return [...found.entries.flatMap((entry) => linesOf(entry, '')), ...wrong];
}

function linesOf(entry: SshConfigEntry, space: string): readonly string[] {
  switch (entry.kind) {
    case 'host':
      return [`${space}host ${entry.patterns.join(' ')}`];
    case 'match':
      return [
        `${space}match ${entry.criteria.map(({ name, isNegated, value }) => `${isNegated ? '!' : ''}${name} ${value}`.trim()).join(' ')}`,
      ];
    case 'option':
      return [`${space}${entry.keyword}=${entry.value}`];
    case 'included':
      return entry.entries.flatMap((each) => linesOf(each, `${space}  `));
  }
}

test.for<readonly [text: string, entries: readonly string[]]>([
  ['', []],
  ['# nothing\n\n   \t\n', []],
  ['Port 22', ['port=22']],
  ['  PORT = 22  ', ['port=22']],
  ['Port=22\r\nUser\tann\r\n', ['port=22', 'user=ann']],
  ['IdentityFile "/a b/c"', ['identityfile=/a b/c']],
  ['IdentityFile /a\\ b', ['identityfile=/a b']],
  ["User 'ann' # me", ['user=ann']],
  ['Host a *.b !c.b "d"', ['host a *.b !c.b d']],
  ['Match host a,b user c', ['match host a,b user c']],
  ['Match !host a exec "test -e x"', ['match !host a exec test -e x']],
  ['Match all', ['match all']],
  ['Match final host=a', ['match final host a']],
  ['UserKnownHostsFile /a "/b c"', ['userknownhostsfile="/a" "/b c"']],
  ['ProxyCommand ssh -W %h:%p "g" # 1', ['proxycommand=ssh -W %h:%p "g" # 1']],
  ['Port', ['/h/.ssh/config:1: nothing follows `port`']],
  ['\nUser "ann', ['/h/.ssh/config:2: a quote is never closed']],
])('%j', async ([text, entries]) => {
  expect(await entriesOf({ '/h/.ssh/config': text })).toEqual(entries);
});

test.for<readonly [include: string, users: readonly string[]]>([
  ['one', ['  user=1']],
  ['~/.ssh/one', ['  user=1']],
  ['/h/.ssh/one', ['  user=1']],
  ['one d/*.conf', ['  user=1', '  user=2', '  user=3']],
  ['d/?.conf', ['  user=2', '  user=3']],
  ['d/[b-z]*', ['  user=3']],
  ['d/[!b-z]*', ['  user=2']],
  ['*/b.conf', ['  user=3']],
  ['none none/*', []],
  ['~other/x', ['/h/.ssh/config:1: `Include ~other/x`: only `~/` is filled in']],
])('Include %s', async ([include, users]) => {
  const texts = {
    '/h/.ssh/config': `Include ${include}\nPort 1`,
    '/h/.ssh/one': 'User 1',
    '/h/.ssh/d/a.conf': 'User 2',
    '/h/.ssh/d/b.conf': 'User 3',
    '/h/.ssh/d/.c.conf': 'User 4',
  };
  const shown = (await entriesOf(texts)).map((line) => line.replace(/^ {4}/, '  '));
  expect(shown.filter((line) => line !== 'port=1')).toEqual(users);
});

test('files that include one another end', async () => {
  const lines = await entriesOf({ '/h/.ssh/config': 'User 1\nInclude config' });
  expect(lines.at(-1)).toBe('/h/.ssh/config:2: more than 16 files include one another');
});

test('a file that is not there is none', async () => {
  expect(await entriesOf({})).toEqual(['no such file']);
});
