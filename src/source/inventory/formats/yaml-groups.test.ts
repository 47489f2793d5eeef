import { expect, test } from 'vitest';
import { read } from '../reading.test-kit.ts';

test('every mistake in a YAML file is told at its place', async () => {
  const text = [
    'web:',
    '  hosts:',
    '    12:',
    '    "34": {a: 1}',
    '    yes:',
    '    web[1:]:',
    '    h1: 5',
    '    h2: [a]',
    '    h3:',
    '      a: !vault x',
    '      b: $ANSIBLE_VAULT;1.1',
    '      c: {d: [1, $ANSIBLE_VAULT;1.1]}',
    '  vars: [a]',
    '  children: 5',
    '  host: {h: }',
    '  prod: {hosts: {h4: }}',
    'text: x',
    'list:',
    '  hosts: [h5]',
    '  vars: {ansible_group_priority: high}',
    'h1:',
  ].join('\n');
  expect((await read({ 'hosts.yml': text }, { sources: ['hosts.yml'] })).problems).toMatchInlineSnapshot(`
    [
      "hosts.yml:3:5 invalid-host: the host \`12\` must be text (put it in quotes: '12':)",
      "hosts.yml:5:5 invalid-host: the host \`yes\` must be text (put it in quotes: 'yes':)",
      "hosts.yml:6:8 invalid-range: the range \`[1:]\` has no end (a range is written \`[1:20]\`, \`[01:20]\`, \`[a:f]\` or, with a step, \`[0:100:10]\`)",
      "hosts.yml:7:9 expected-mapping: the variables of the host \`h1\` must be a mapping (write \`name: value\`, one variable a line)",
      "hosts.yml:8:9 expected-mapping: the variables of the host \`h2\` must be a mapping (write \`name: value\`, one variable a line)",
      "hosts.yml:11:10 warning vault-tag: the value of \`b\` is an encrypted text without \`!vault\` before it, and stays as it is (write it in YAML as \`name: !vault |\`, with the encrypted text below, indented)",
      "hosts.yml:12:10 warning vault-tag: the value of \`c\` is an encrypted text without \`!vault\` before it, and stays as it is (write it in YAML as \`name: !vault |\`, with the encrypted text below, indented)",
      "hosts.yml:13:9 expected-mapping: the variables of the group \`web\` must be a mapping (write \`name: value\`, one variable a line)",
      "hosts.yml:14:13 expected-mapping: \`children\` must be a mapping (write each group as a key, with a colon after it and without a dash before it)",
      "hosts.yml:15:3 warning unknown-key: \`host\` means nothing in a group and is passed over (did you mean \`hosts\`?)",
      "hosts.yml:16:3 warning unknown-key: \`prod\` means nothing in a group and is passed over (groups inside \`web\` go under \`children\`, its variables under \`vars\`)",
      "hosts.yml:17:7 expected-mapping: the group \`text\` must be a mapping (with the keys \`hosts\`, \`children\` and \`vars\`, each of them optional)",
      "hosts.yml:19:10 expected-mapping: \`hosts\` must be a mapping (write each host as a key, with a colon after it and without a dash before it)",
      "hosts.yml:20:34 invalid-priority: \`ansible_group_priority\` must be a whole number (write \`ansible_group_priority=10\`)",
      "hosts.yml:21:1 warning same-name: \`h1\` is the name of a group and of a host (a pattern with this name means the host alone: rename one of them)",
    ]
  `);
});
