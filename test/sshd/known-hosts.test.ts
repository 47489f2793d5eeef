import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { testFolder } from '../contracts/in-process-sshd.ts';
import { foundByOpenssh, foundByUs, hasSshKeygen, knownHostsCase } from '../contracts/known-hosts-cases.ts';
import { rounds } from '../rounds.ts';

const from = Number(process.env['RULERUN_SEED'] ?? 1_000_000);
/** Each starts ssh-keygen a few times. More by hand: `RULERUN_ROUNDS=4`. */
const count = rounds(3_000);

test.skipIf(!hasSshKeygen())(
  `ssh-keygen finds the same lines in ${count} files from seed ${from} (skipped where it is not installed)`,
  { timeout: 300_000 + count * 400 },
  async () => {
    using folder = testFolder();
    let next = from;
    let found = 0;
    const work = async (_: unknown, worker: number): Promise<void> => {
      while (next < from + count) {
        const seed = next++;
        const each = knownHostsCase(seed);
        const theirs = await foundByOpenssh(each, join(folder.path, `known_hosts-${worker}`));
        expect({ seed, ...each, found: foundByUs(each) }).toEqual({ seed, ...each, found: theirs });
        found += theirs.length;
      }
    };
    await Promise.all(Array.from({ length: availableParallelism() }, work));
    // Neither reader finds nothing all the time.
    expect(found).toBeGreaterThan(count);
  },
);
