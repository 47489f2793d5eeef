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
      "group_vars/web/b.yml:1:1 vault-unsupported: this file is encrypted with ansible-vault, which rulerun cannot read (decrypt it with \`ansible-vault decrypt group_vars/web/b.yml\`, or keep the secret out of the inventory)",
      "group_vars/web/c.yml:1:5 unknown-tag: values encrypted with Ansible Vault are not supported (decrypt the value, or pass it with --extra-vars)",
      "group_vars/web/c.yml:4:5 vault-unsupported: the value of \`ok\` is encrypted with ansible-vault, which rulerun cannot read (put the plain value here, or give it with \`--extra-vars\`)",
      "host_vars/w1:1:1 not-utf8: this is not UTF-8 text: byte 0xff cannot stand here (save the file as UTF-8)",
      "play/group_vars/web:1:1 unreadable: this cannot be read: permission denied (check its permissions)",
      "play/host_vars/w1:1:4 unclosed-bracket: this \`[\` is never closed (add \`]\` where it ends)",
    ]
  `);
});
