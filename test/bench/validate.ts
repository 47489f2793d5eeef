import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ratio, table } from './arithmetic.ts';
import { isProgram } from './fleet.ts';
import { type Measured, measure } from './measure.ts';
import { writeHosts, writeTree } from './tree.ts';

const rounds = 3;

/** What `validate` takes for 5,000 tasks without hosts and with some, as a table; beside it what Ansible takes to read them. */
export async function validateCost(bin: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'rulerun-bench-tree-'));
  try {
    const playbook = writeTree(folder);
    const validate = [process.execPath, bin, 'validate', playbook];
    const commands: readonly (readonly [string, readonly string[]])[] = [
      ['no inventory', validate],
      ...[1, 200].map(
        (hosts) => [`${hosts} host(s)`, [...validate, '-i', writeHosts(folder, hosts)]] as const,
      ),
      ...(isProgram('ansible-playbook')
        ? [['ansible --syntax-check', ['ansible-playbook', '--syntax-check', playbook]] as const]
        : []),
    ];
    const rows: (readonly [string, Measured])[] = [];
    for (const [name, words] of commands) rows.push([name, await best(words, folder)]);
    const base = rows[0]?.[1].cpuMs;
    const lines = rows.map(([name, { cpuMs, wallMs, peakMiB }]) => [
      name,
      (wallMs / 1000).toFixed(2),
      (cpuMs / 1000).toFixed(2),
      String(ratio(cpuMs, base) ?? ''),
      peakMiB.toFixed(0),
    ]);
    return table([['5,000 tasks', 'wall s', 'CPU s', 'ratio', 'peak MiB'], ...lines]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The round that took the least time of a processor: others may be at work. */
async function best(words: readonly string[], folder: string): Promise<Measured> {
  const environment = { PATH: process.env['PATH'] ?? '', HOME: folder };
  const all: Measured[] = [];
  for (let round = 0; round < rounds; round += 1)
    all.push(await measure({ prefix: [], words, environment, folder }));
  const [first = { wallMs: 0, cpuMs: 0, peakMiB: 0 }] = all.toSorted((a, b) => a.cpuMs - b.cpuMs);
  return first;
}
