import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanRules } from '../../src/firewall/clean/clean.ts';
import { RUN_TIME } from '../../src/firewall/generated-rules.test-kit.ts';
import { mixed } from '../../src/firewall/mixed-rules.test-kit.ts';
import { read } from '../../src/firewall/owned.test-kit.ts';
import { missing, statuses } from './own-namespace.ts';

/** Texts of hosts with an administrator's rules among the others, and what is left of them; the same in every call. */
const TEXTS: readonly (readonly [before: string, after: string])[] = fc
  .sample(mixed, { numRuns: Number(process.env['RULERUN_RESTORE_RUNS'] ?? 30), seed: 11 })
  .map(({ text }) => [text, cleanRules(read(text)).text ?? ''] as const)
  .filter(([, after]) => after !== '');

describe.for(['iptables-legacy-restore', 'iptables-nft-restore'])('%s', (binary) => {
  const reason = missing(binary);
  test(
    `loads after the cleaning what it loaded before${reason === undefined ? '' : ` (not asked: ${reason})`}`,
    RUN_TIME,
    ({ skip }) => {
      if (reason !== undefined) skip(reason);
      const folder = mkdtempSync(join(tmpdir(), 'rulerun-clean-'));
      try {
        const [before, after] = ([0, 1] as const).map((which) => {
          const place = join(folder, String(which));
          mkdirSync(place);
          for (const [index, pair] of TEXTS.entries()) writeFileSync(join(place, String(index)), pair[which]);
          return statuses(binary, place);
        });
        // Not every text loads here before: sets are missing, an administrator's chains lead in a circle, or it is IPv6.
        const loaded = TEXTS.filter((_, index) => before?.[index] === 0);
        const lost = TEXTS.filter((_, index) => before?.[index] === 0 && after?.[index] !== 0);
        expect(lost.map(([, text]) => text).slice(0, 1)).toEqual([]);
        expect(loaded.length).toBeGreaterThan(TEXTS.length / 4);
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
  );
});
