import type { PropertySchema } from '../../model/params/params-schema.ts';

/** The variables that say how a host is reached. Any other name is a variable of the user's. */
export const connectionVariables: Readonly<Record<string, PropertySchema>> = {
  ansible_host: { type: 'string', description: "The host's address, when it is not its name" },
  ansible_port: { type: 'integer', description: 'The port of its SSH server', minimum: 1, maximum: 65535 },
  ansible_user: { type: 'string', description: 'The user to log in as' },
  ansible_password: {
    type: 'string',
    description: 'The password to log in with; better a key, or --ask-pass',
  },
  ansible_ssh_private_key_file: { type: 'string', description: 'The private key to log in with' },
  ansible_connection: {
    type: 'string',
    description: 'How to reach it: over SSH, as this machine itself, or as an embedded test host',
    enum: ['ssh', 'local', 'sandbox'],
  },
  ansible_become: { type: 'boolean', description: 'Act with the rights of another user, by sudo' },
  ansible_become_user: { type: 'string', description: 'The user to become; root when not said' },
  ansible_become_password: {
    type: 'string',
    description: 'The password sudo asks for; better --ask-become-pass',
  },
  ansible_group_priority: {
    type: 'integer',
    description:
      'Of groups of the same depth, the variables of the one with the higher number win; 1 when not said',
  },
};
