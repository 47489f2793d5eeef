import type { Variables } from '../../model/playbook/inventory.ts';

/** Names that mean this machine when a pattern names them and no source does. */
export const localHosts: readonly string[] = ['localhost', '127.0.0.1', '::1'];

/** What is said of it then; it counts like a host's own variables in the inventory. */
export const thisMachine: Variables = new Map([['ansible_connection', { value: 'local', at: undefined }]]);
