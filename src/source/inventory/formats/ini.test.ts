import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readInventory } from '../read.ts';
import { filesOf, read } from '../reading.test-kit.ts';

test('every mistake in an INI file is told at its place', async () => {
  const text = [
    '[web',
    'web1 a b=1 ;c',
    '  web[1:] x=1',
    'web2 a="open',
    'web3 a=\\',
    ':2200',
    'web[3:1]',
    'trailing:',
    'web4 a =1',
    'web5 a= 1',
    '[a b]',
    'passed over',
    '[web:what]',
    '[nowhere:vars]',
    'a=1',
    '[web:children]',
    'nowhere',
    'two words',
    '[web:vars]',
    'novalue',
    '=1',
    'ansible_group_priority=high',
    'secret=$ANSIBLE_VAULT;1.1;AES256',
    '[web-1] # odd but fine',
    '[all:children]',
    'web-1 ; no',
    '[web]',
    '"" a=1',
  ].join('\n');
  expect((await read({ hosts: text })).problems).toMatchInlineSnapshot(`
    [
      "hosts:1:1 invalid-range: this \`[\` is never closed (a range is written \`[1:20]\`, \`[01:20]\`, \`[a:f]\` or, with a step, \`[0:100:10]\`)",
      "hosts:2:6 expected-variable: \`a\` is not of the form \`name=value\` (each line is one host and its variables; put a value with spaces in quotes)",
      "hosts:2:12 expected-variable: \`;c\` is not of the form \`name=value\` (a comment after a host starts with \`#\`)",
      "hosts:3:6 invalid-range: the range \`[1:]\` has no end (a range is written \`[1:20]\`, \`[01:20]\`, \`[a:f]\` or, with a step, \`[0:100:10]\`)",
      "hosts:4:8 host-line-syntax: this quote is never closed (add one where the text ends)",
      "hosts:5:8 host-line-syntax: nothing follows this backslash (write \`\\\\\` for a backslash)",
      "hosts:6:1 invalid-host: a host needs a name (write the name first, then its variables)",
      "hosts:7:1 warning empty-range: \`web[3:1]\` names no host: the range ends before it starts (write the smaller number first)",
      "hosts:8:1 invalid-host: \`trailing:\` ends with a colon (a port follows a colon, as in \`web1:2200\`)",
      "hosts:9:6 expected-variable: \`a\` is not of the form \`name=value\` (each line is one host and its variables; put a value with spaces in quotes)",
      "hosts:9:8 expected-variable: \`=1\` is not of the form \`name=value\` (write it without spaces around \`=\`)",
      "hosts:10:9 expected-variable: \`1\` is not of the form \`name=value\` (write it without spaces around \`=\`)",
      "hosts:11:1 invalid-section: \`[a b]\` is not a section (write \`[group]\`, \`[group:children]\` or \`[group:vars]\`; a comment after it starts with \`#\`)",
      "hosts:13:1 invalid-section: \`:what\` is not a kind of section (write \`[web]\`, \`[web:children]\` or \`[web:vars]\`)",
      "hosts:14:1 unknown-group: this gives variables to \`nowhere\`, which is declared nowhere (add a section \`[nowhere]\` or \`[nowhere:children]\`)",
      "hosts:17:1 unknown-group: the group \`nowhere\` is declared nowhere (add a section \`[nowhere]\`; if it is a host, put it under \`[web]\`)",
      "hosts:18:1 expected-group: \`two words\` is not the name of a group (under \`[web:children]\` each line is one group; hosts go under \`[web]\`)",
      "hosts:20:1 expected-variable: \`novalue\` is not of the form \`name=value\` (under \`[web:vars]\` each line is one variable)",
      "hosts:21:1 expected-variable: \`=1\` is not of the form \`name=value\` (under \`[web:vars]\` each line is one variable)",
      "hosts:22:24 invalid-priority: \`ansible_group_priority\` must be a whole number (write \`ansible_group_priority=10\`)",
      "hosts:23:8 warning vault-tag: the value of \`secret\` is an encrypted text without \`!vault\` before it, and stays as it is (write it in YAML as \`name: !vault |\`, with the encrypted text below, indented)",
      "hosts:24:1 warning group-name: names of groups with other characters than letters, digits and _: \`web-1\` (they work; in templates write \`groups['name']\`)",
      "hosts:26:1 expected-group: \`web-1 ; no\` is not the name of a group (under \`[all:children]\` each line is one group; hosts go under \`[all]\`)",
      "hosts:28:1 invalid-host: a host needs a name (write the name first, then its variables)",
    ]
  `);
});

test('no text makes the reader throw, and mistakes lie inside the text', async () => {
  const piece = fc.oneof(
    fc.constantFrom(
      '[web]\n',
      '[web:vars]\n',
      '[a:children]\n',
      'h',
      'h[1:3]',
      ' a=1',
      '\n',
      '"',
      "'",
      '\\',
      '#',
      ':',
      '=',
      '[',
      ']',
      '{',
      '- ',
      'all:\n',
      '  ',
    ),
    fc.string({ maxLength: 5 }),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(piece, { maxLength: 12 }).map((parts) => parts.join('')),
      async (text) => {
        const { diagnostics } = await readInventory(['hosts'], filesOf({ hosts: text }), {
          playbookDirs: [],
        });
        const lines = text.split(/\r\n|\r|\n/).length;
        for (const { at } of diagnostics) expect(at.line).toBeLessThanOrEqual(lines);
      },
    ),
  );
});
