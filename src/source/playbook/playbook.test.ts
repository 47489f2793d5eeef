import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hasErrors } from '../../model/diagnostic.ts';
import { testLanguage } from './language.test-kit.ts';
import { told } from './playbook.test-kit.ts';
import { readPlaybook } from './playbook.ts';

test.for<[string, readonly string[]]>([
  [
    '',
    [
      '1:1 invalid-playbook there is no play in this file (a playbook is a list of plays: it starts with `- hosts: …`)',
    ],
  ],
  [
    '[]',
    [
      '1:1 invalid-playbook there is no play in this file (a playbook is a list of plays: it starts with `- hosts: …`)',
    ],
  ],
  [
    'hosts: web',
    [
      '1:1 invalid-playbook this is not a list of plays (a playbook is a list of plays: it starts with `- hosts: …`)',
    ],
  ],
  ['- web', ['1:3 invalid-play a play must be a mapping (it starts with `- hosts: …`)']],
  ['- hosts: [', ['1:10 unclosed-bracket this `[` is never closed (add `]` where it ends)']],
  ['- name: x', ['1:3 missing-keyword `hosts` is missing (write `hosts: …`)']],
  [
    '- hosts:',
    [
      '1:3 invalid-value `hosts` must be a host pattern or a list of them (it is: Host pattern, such as `web:!web-3`, or a list of patterns)',
    ],
  ],
  [
    '- hosts: ~',
    [
      '1:10 invalid-value `hosts` must be a host pattern or a list of them (it is: Host pattern, such as `web:!web-3`, or a list of patterns)',
    ],
  ],
  [
    '- hosts: {a: 1}',
    [
      '1:10 invalid-value `hosts` must be a host pattern or a list of them (it is: Host pattern, such as `web:!web-3`, or a list of patterns)',
    ],
  ],
  [
    '- hosts: [a, [b], ""]',
    [
      '1:14 invalid-value `hosts` must be a host pattern or a list of them (it is: Host pattern, such as `web:!web-3`, or a list of patterns)',
      '1:19 invalid-value `hosts` must be a host pattern or a list of them (it is: Host pattern, such as `web:!web-3`, or a list of patterns)',
    ],
  ],
  ['- hosts: "{{ %% }}"', ['1:14 template-syntax `%%` makes no sense (remove it)']],
  ['- import_playbook: x.yml', ['1:20 no-such-file there is no file `x.yml` (it was looked for as /x.yml)']],
])('%j', ([text, expected]) => {
  expect(told(text)).toEqual(expected);
});

test('mistakes of every kind come in the order of the text', () => {
  const lines = told(`- hosts: web
  tasks:
  - ping:
    ping:
  - shel: x
  - command: {{ x }}
- tasks: 3
`);
  expect(lines.map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual([
    '4:5 duplicate-key',
    '5:5 unknown-action',
    '6:14 unquoted-template',
    '7:3 missing-keyword',
    '7:10 invalid-value',
  ]);
});

test('an action needs nothing but its own schema to be read', () => {
  const ping = testLanguage.actions.get('ping');
  if (ping === undefined) throw new Error('there is no action ping');
  const language = { ...testLanguage, actions: new Map([['pong', { ...ping, name: 'pong' }]]) };
  expect(readPlaybook('- hosts: a\n  tasks: [{pong: }]', 'f', language).diagnostics).toEqual([]);
});

const sample = `- name: Web
  hosts: web
  serial: [1, 50%]
  vars: {a: [1, {b: c}]}
  preflight:
    - assert: {that: [a]}
  tasks:
    - name: x
      service: {name: n, state: started, enabled: true}
      when: a
      notify: h
    - command: echo
      args: {chdir: /}
      undo: echo
  handlers:
    - {name: h, ping: }
`;

test('whatever becomes of a playbook, it is read or refused with places inside it', () => {
  const words = [
    '- ',
    '  ',
    '\n',
    ': ',
    '[',
    ']',
    '{',
    '}',
    '"',
    '~',
    '{{ x }}',
    'tasks',
    'ping',
    'service',
    '&a ',
    '*a',
    '<<: ',
    '3',
    'null',
    '|',
    '#',
  ];
  const edit = fc.record({
    at: fc.nat(sample.length),
    remove: fc.nat(12),
    insert: fc.oneof(fc.constantFrom(...words), fc.string({ maxLength: 4, unit: 'binary' })),
  });
  fc.assert(
    fc.property(fc.array(edit, { maxLength: 6 }), (edits) => {
      const text = edits.reduce(
        (all, { at, remove, insert }) => all.slice(0, at) + insert + all.slice(at + remove),
        sample,
      );
      const { value, diagnostics } = readPlaybook(text, 'f', testLanguage);
      expect(value !== undefined || hasErrors(diagnostics)).toBe(true);
      const lines = text.split('\n').length;
      for (const { at } of diagnostics) expect(at.line).toBeLessThanOrEqual(lines);
    }),
    { numRuns: 400 },
  );
});
