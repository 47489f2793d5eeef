import { expect, test } from 'vitest';
import { read } from './reading.test-kit.ts';

test('mistakes in variable files are told, all of them', async () => {
  const contents = {
    hosts: '[web]\nw1',
    'group_vars/all': '- list',
    'group_vars/web/a.yml': 'a: {{ x }}',
    'group_vars/web/b.yml': '$ANSIBLE_VAULT;1.1;AES256\n12',
    'group_vars/web/c.yml': 'pw: !vault |\n  $ANSIBLE_VAULT;1.1;AES256\n  12\nok: $ANSIBLE_VAULT;1.2',
    'host_vars/w1': new Uint8Array([0xff]),
    'play/host_vars/w1': 'a: [',
    'play/group_vars/web': 'x: 1',
  };
  const world = { unreadable: ['play/group_vars/web'] };
  const { inventory, problems } = await read(contents, { playbookDirs: ['play'], world });
  expect(inventory).toBeUndefined();
  expect(problems).toMatchInlineSnapshot(`
    [
      "group_vars/all:1:1 expected-mapping: the variables of this file must be a mapping (write \`name: value\`, one variable a line)",
      "group_vars/web/a.yml:1:4 unquoted-template: a value that starts with a template must be in quotes (write "{{ x }}")",
      "group_vars/web/b.yml:1:1 vault: this file is encrypted with ansible-vault: the encrypted text is damaged: it does not have its three parts (it was cut off or edited: take it from a copy, or encrypt it again)",
      "group_vars/web/c.yml:4:5 warning vault-tag: the value of \`ok\` is an encrypted text without \`!vault\` before it, and stays as it is (write it in YAML as \`name: !vault |\`, with the encrypted text below, indented)",
      "host_vars/w1:1:1 not-utf8: this is not UTF-8 text: byte 0xff cannot stand here (save the file as UTF-8)",
      "play/group_vars/web:1:1 unreadable: this cannot be read: permission denied (check its permissions)",
      "play/host_vars/w1:1:4 unclosed-bracket: this \`[\` is never closed (add \`]\` where it ends)",
    ]
  `);
});
