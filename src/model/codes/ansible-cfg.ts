/** What can be wrong with an ansible.cfg. By code: why it comes up, and what to do. */
export const ansibleCfgCodes = {
  'invalid-ini': 'A line of an ansible.cfg cannot be read. Correct it: Ansible would stop there too.',
  'invalid-setting': 'A setting of an ansible.cfg has a value that cannot be used. Correct it.',
  'setting-refused':
    'A setting of an ansible.cfg would make the run mean something else than rulerun does. Do what the hint says, and remove the setting.',
  'setting-unused':
    'A setting of an ansible.cfg has no effect here, and may be missed. Do what the hint says where it matters.',
};

export type AnsibleCfgCode = keyof typeof ansibleCfgCodes;
