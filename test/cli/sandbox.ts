import { spawnSync } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const probe = spawnSync('unshare', ['-Urmpfn', 'true'], { encoding: 'utf8' });

/** Why there are no sandbox hosts on this machine; undefined: there are. */
export const sandboxReason: string | undefined =
  probe.status === 0 ? undefined : `no namespaces here: ${probe.error?.message ?? probe.stderr.trim()}`;

if (sandboxReason !== undefined) process.stderr.write(`skipped, sandbox hosts: ${sandboxReason}\n`);

/** An inventory of three sandbox hosts in group `nodes`; returns its path. */
export async function sandboxInventory(folder: string, variables = ''): Promise<string> {
  const inventory = join(folder, 'inventory');
  await mkdir(inventory, { recursive: true });
  const hosts = ['node1', 'node2', 'node3'].map((name) => `    ${name}: {ansible_connection: sandbox}\n`);
  await writeFile(join(inventory, 'hosts.yml'), `nodes:\n  hosts:\n${hosts.join('')}${variables}`);
  return inventory;
}
