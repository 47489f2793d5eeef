import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Fleet } from './fleet.ts';

const made: readonly string[] = ['small.conf', 'one', 'two', 'three', 'four'];
const wantedLine = 'limit = 10';

/** As if nothing had ever been done there. */
export function makeFresh({ addresses, rootOf }: Fleet): void {
  for (const root of addresses.map(rootOf)) {
    for (const path of ['srv/bench', 'var/lib/rulerun', 'root/.ansible']) {
      rmSync(join(root, path), { recursive: true, force: true });
    }
    writeFileSync(join(root, 'srv/lines.conf'), 'interval = 30\nretries = 3\n');
  }
}

/** @throws {Error} when the work is not done everywhere: a fast benchmark of nothing is worth nothing. */
export function checkDone({ addresses, rootOf }: Fleet, who: string): void {
  const undone = addresses.filter((address) => !isDone(rootOf(address)));
  if (undone.length > 0) {
    throw new Error(
      `${who} said that all is well, and left ${undone.length} hosts undone: ${undone.slice(0, 5).join(' ')}`,
    );
  }
}

function isDone(root: string): boolean {
  if (!made.every((name) => existsSync(join(root, 'srv/bench', name)))) return false;
  const lines = readFileSync(join(root, 'srv/lines.conf'), 'utf8').split('\n');
  return lines.filter((line) => line === wantedLine).length === 1;
}
