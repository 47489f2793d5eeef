/** What can be wrong with an inventory, or with how a host is reached. By code: why it comes up, and what to do. */
export const inventoryCodes = {
  'empty-range': 'A range of host names holds none, such as `web[3:1]`. Write the smaller end first.',
  'expected-group': 'A line under `[group:children]` is not the name of a group. Name one group a line.',
  'expected-mapping':
    'A group, its hosts or its variables are not a mapping. Write `all:`, below it `hosts:`, below that `name:`.',
  'expected-variable':
    'Text is not of the form `name=value`. Write one variable a word, or a line under `[group:vars]`.',
  'group-loop': 'Groups contain each other. Take one of them out of the other.',
  'group-name':
    "A group has a name that templates cannot use as a variable. It works: write `groups['name']` in templates.",
  'host-keys-unchecked':
    'A setting asks not to check host keys, which rulerun always checks. Remove it; `StrictHostKeyChecking=accept-new` trusts hosts that were never seen.',
  'host-line-syntax': 'The line of a host cannot be split into words. Close the quote.',
  'host-twice':
    'One host has two addresses or ports. Give the second one a name of its own and its place in `ansible_host`.',
  'invalid-connection':
    'A variable of a connection has a value that cannot be used. Correct it as the hint says.',
  'invalid-host': 'A host has no name, or one that is not text. Write the name first; quote it in YAML.',
  'invalid-priority': '`ansible_group_priority` is not a whole number. Write `ansible_group_priority=10`.',
  'invalid-range': 'A range of host names cannot be read. Write `web[1:9]` or `db-[a:f]`.',
  'invalid-section':
    'A line in brackets is no section. Write `[group]`, `[group:children]` or `[group:vars]`.',
  'invalid-ssh-config': 'A line of an ssh_config cannot be read. Correct it: ssh would stop there too.',
  'invalid-template':
    'A variable of a connection holds a template without a value. Set the variable that it names.',
  'inventory-not-found':
    'No inventory is at this path. Correct it; a list of hosts needs a comma: `-i web1,`.',
  'no-inventory':
    'A folder holds no inventory file. Name the file; hidden files, group_vars, host_vars and `.md`, `.txt`, `.cfg` do not count.',
  'not-an-inventory': 'A file is wrong from top to bottom. Name the inventory with -i.',
  'not-executable': 'An inventory script may not be executed. Run `chmod +x` on it.',
  'plugin-unsupported':
    'The file configures an inventory plugin. Save what `ansible-inventory --list --yaml` prints, or use a script.',
  'port-unused':
    'A port is named where the host is not named first, and so is not used. Write it at the first place.',
  'same-name': 'A group and a host have one name, and patterns mean the host. Rename one of them.',
  'script-answer':
    'An inventory script printed something else than an inventory. Correct what it prints for `--list`.',
  'script-failed': 'An inventory script failed, or printed no JSON. Run it by hand with `--list`.',
  'toml-unsupported': 'Inventories in TOML are not supported. Write it in YAML or INI.',
  'unknown-group': 'A group is used and declared nowhere. Add a section for it.',
  'unknown-key':
    'A group in YAML has a key that means nothing. Put groups under `children`, hosts under `hosts`, variables under `vars`.',
  unreadable: 'A file or folder of the inventory cannot be read. Check its permissions.',
  'unsupported-connection':
    'A variable asks for a way to connect that rulerun does not have. Do what the hint says.',
  'unsupported-ssh-config':
    'An ssh_config asks for something that matters to safety and is not supported. Narrow it to other hosts, or leave it out.',
  vault:
    'A file or a value is encrypted with ansible-vault and cannot be opened. Give the password with --vault-password-file, --vault-id or --ask-vault-pass.',
  'vault-tag':
    'A text is encrypted, and nothing says so. Write `name: !vault |` and the text below it, indented.',
};
