import { expect, test } from 'vitest';
import { differenceLines } from './difference.ts';
import { noStyle, type Style } from './style.ts';

/** Marks instead of colours, so that a table can be read. */
const marked: Style = {
  good: (text) => `<good>${text}</good>`,
  changed: (text) => text,
  bad: (text) => `<bad>${text}</bad>`,
  dim: (text) => `<dim>${text}</dim>`,
  bold: (text) => `<bold>${text}</bold>`,
};

test('a state goes from one to the other', () => {
  const difference = {
    kind: 'state',
    subject: 'iptables.service',
    before: 'enabled',
    after: 'masked',
  } as const;
  expect(differenceLines(difference, { style: marked, columns: undefined }, 0)).toEqual([
    'iptables.service: <bad>enabled</bad> -> <good>masked</good>',
  ]);
});

test('a text is a unified diff, and a removed rule is no heading', () => {
  const before = '-A INPUT -j ACCEPT\n-- odd\n\tkept\n';
  const difference = { kind: 'text', subject: '/etc/rules', before, after: '+ new\n\tkept\n' } as const;
  expect(
    differenceLines(difference, { style: marked, columns: undefined }, 0).join('\n'),
  ).toMatchInlineSnapshot(`
    "<bold>--- /etc/rules</bold>
    <bold>+++ /etc/rules</bold>
    <dim>@@ -1,3 +1,2 @@</dim>
    <bad>--A INPUT -j ACCEPT</bad>
    <bad>--- odd</bad>
    <good>++ new</good>
     	kept"
  `);
});

test('a tab that becomes spaces is seen', () => {
  const lines = differenceLines(
    { kind: 'text', subject: 'f', before: 'a\tb\n', after: 'a b\n' },
    { style: noStyle, columns: undefined },
    0,
  );
  expect(lines.slice(3)).toEqual(['-a\tb', '+a b']);
});

test('a carriage return is seen', () => {
  const lines = differenceLines(
    { kind: 'text', subject: 'f', before: 'a\r\n', after: 'a\n' },
    { style: noStyle, columns: undefined },
    0,
  );
  expect(lines.slice(3)).toEqual(['-a\\x0d', '+a']);
});

test('no difference, no lines', () => {
  expect(
    differenceLines(
      { kind: 'text', subject: 'f', before: 'a', after: 'a' },
      { style: noStyle, columns: undefined },
      0,
    ),
  ).toEqual([]);
});

const link = {
  kind: 'state',
  subject: '/etc/systemd/system/basic.target.wants/iptables.service',
  before: 'link to /usr/lib/systemd/system/iptables.service',
  after: 'absent',
} as const;

test.for([
  [
    80,
    [
      '      /etc/systemd/system/basic.target.wants/iptables.service:',
      '        link to /usr/lib/systemd/system/iptables.service -> absent',
    ],
  ],
  [
    64,
    [
      '      /etc/systemd/system/basic.target.wants/iptables.service:',
      '           link to /usr/lib/systemd/system/iptables.service',
      '        -> absent',
    ],
  ],
] as const)('a state that does not fit into %s columns has lines of its own', ([columns, lines]) => {
  expect(differenceLines(link, { style: noStyle, columns }, 6)).toEqual(lines);
});
