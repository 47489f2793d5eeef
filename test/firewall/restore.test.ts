import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { rulesText } from '../../src/firewall/generated-rules.test-kit.ts';
import { quoteWord } from '../../src/firewall/text/quote.ts';
import { readRules } from '../../src/firewall/text/read.ts';
import { env, missing, OWN_NAMESPACE, statuses } from './own-namespace.ts';
import { FINE, ODD, type RestoreText, STRICTER, WRONG } from './restore-texts.ts';

/** Written by chance, in the ways people and programs write; `security` is not in every kernel. */
const GENERATED: readonly RestoreText[] = fc
  .sample(rulesText, { numRuns: Number(process.env['RULERUN_RESTORE_RUNS'] ?? 50), seed: 7 })
  .filter((text) => !text.includes('*security'))
  .map((text, index) => ({ name: `by chance, ${index}`, text, code: undefined, real: 'take' }));

const TEXTS: readonly RestoreText[] = [...FINE, ...ODD, ...WRONG, ...STRICTER];

/** The folder of an iptables as RHEL 7 has it, for those who have built one; no package of today's has it. */
const rhel7 = process.env['RULERUN_RHEL7_IPTABLES'];

const BINARIES = [
  'iptables-legacy-restore',
  'iptables-nft-restore',
  'ip6tables-legacy-restore',
  'ip6tables-nft-restore',
  ...(rhel7 === undefined ? [] : [join(rhel7, 'iptables-restore'), join(rhel7, 'ip6tables-restore')]),
];

function refuses({ real, rhel7: old }: RestoreText, binary: string): boolean {
  if (old !== undefined && binary.startsWith('/')) return old === 'refuses';
  switch (real) {
    case 'refuse':
      return true;
    case 'legacy-refuses':
      return !binary.includes('nft');
    case 'nft-refuses':
      return binary.includes('nft');
    case 'take':
    case 'stricter':
      return false;
  }
}

describe.for(BINARIES)('%s', (binary) => {
  const reason = missing(binary);
  if (reason !== undefined) {
    test(`is not asked: ${reason}`, ({ skip }) => skip(reason));
    return;
  }
  // What stands there by chance has addresses of IPv4.
  const texts = basename(binary).startsWith('ip6') ? TEXTS : [...TEXTS, ...GENERATED];
  let folder: string;
  let real: readonly number[];
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'rulerun-restore-'));
    for (const [index, { text }] of texts.entries()) writeFileSync(join(folder, String(index)), text);
    real = statuses(binary, folder);
    return () => rmSync(folder, { recursive: true });
  });
  test.for(texts.map((row, index) => ({ ...row, index })))('$real: $name', (row) => {
    expect(real[row.index] !== 0).toBe(refuses(row, binary));
  });
});

test.for(['iptables-legacy', 'iptables-nft'])('a word is quoted as %s-save quotes it', (family, { skip }) => {
  const reason = missing(`${family}-restore`);
  if (reason !== undefined) skip(reason);
  const comments = [
    'web',
    'a-b_9',
    'a b',
    'default/k:x',
    'a "q"',
    "it's",
    'a\\b',
    'é',
    '-j',
    '!',
    '#',
    '0x1/0x1',
    'a\tb',
    'a,b',
  ];
  const rules = comments.map((text) => `-A INPUT -m comment --comment ${quoteWord(text)} -j ACCEPT`);
  const script = '"$1-restore" && "$1-save" -t filter';
  const { stdout } = spawnSync('unshare', [...OWN_NAMESPACE, 'sh', '-c', script, 'sh', family], {
    input: `*filter\n${rules.join('\n')}\nCOMMIT\n`,
    env,
    encoding: 'utf8',
  });
  expect(stdout.split('\n').filter((line) => line.startsWith('-A'))).toEqual(rules);
});

describe('what we say of the same texts', () => {
  test.for(TEXTS)('$real: $name', ({ text, code, real }) => {
    const { value, diagnostics } = readRules(text, 'rules');
    const codes = [...new Set(diagnostics.map((diagnostic) => diagnostic.code))];
    const errors = diagnostics.some(({ severity }) => severity === 'error');
    if (code === undefined) expect(diagnostics).toEqual([]);
    else expect(codes).toContain(code);
    // A table that nobody knows may be one of a kernel module.
    const known = code !== 'unknown-table';
    expect(errors).toBe((real === 'refuse' && known) || real === 'stricter');
    expect(value === undefined).toBe(errors);
  });
});
