import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { appended } from '../../src/firewall/clean/appended.ts';
import { cleanRules } from '../../src/firewall/clean/clean.ts';
import { mixedWithCommands } from '../../src/firewall/mixed-rules.test-kit.ts';
import { read } from '../../src/firewall/owned.test-kit.ts';
import { commandText } from '../../src/firewall/text/commands/commands.test-kit.ts';
import { readRules } from '../../src/firewall/text/read.ts';
import type { Diagnostic } from '../../src/model/diagnostic.ts';
import { loaded, missing } from './own-namespace.ts';

/** A hundred at most: a node's rules take a second to load, eight times each. */
const RUNS = Math.min(100, Number(process.env['RULERUN_RESTORE_RUNS'] ?? 25));

/** Each of them starts two processes or three, on machines of every kind. */
const TIME = { timeout: 60_000 + 5_000 * RUNS };

/** A text without commands that says what the reader understood. */
function understood(text: string): string {
  return read(text)
    .tables.flatMap(({ name, chains, rules }) => [
      `*${name}`,
      ...chains.map((chain) => `:${chain.name} ${chain.policy ?? '-'} [0:0]`),
      ...rules.map(appended),
      'COMMIT',
    ])
    .map((line) => `${line}\n`)
    .join('');
}

const REFUSED = '*filter\n-A NOWHERE\nCOMMIT\n';

/** Refused for the sake of the meaning, or for what one backend does, so that the real ones may take it. */
function isOpen(diagnostics: readonly Diagnostic<string>[]): boolean {
  return diagnostics.some(({ code, message }) => STRICTER.has(code) || message.includes('another way'));
}

const STRICTER: ReadonlySet<string> = new Set([
  'uncountable',
  'several-rules',
  'flush-of-all',
  'policy-lost',
]);

describe.for(['iptables-legacy', 'iptables-nft'])('%s', (family) => {
  const reason = missing(`${family}-restore`);
  const named = (name: string): string => `${name}${reason === undefined ? '' : ` (not asked: ${reason})`}`;
  const load = (texts: readonly string[]): ReturnType<typeof loaded> => {
    const folder = mkdtempSync(join(tmpdir(), 'rulerun-commands-'));
    try {
      for (const [index, text] of texts.entries()) writeFileSync(join(folder, String(index)), text);
      return loaded(family, folder);
    } finally {
      rmSync(folder, { recursive: true });
    }
  };

  test(
    named('takes what the reader takes, and makes the same of it; refuses what it refuses'),
    TIME,
    ({ skip }) => {
      if (reason !== undefined) skip(reason);
      const texts = fc.sample(commandText, { numRuns: RUNS, seed: 5 });
      const readings = texts.map((text) => readRules(text, 'rules'));
      const real = load(texts);
      const ours = load(
        texts.map((text, index) => (readings[index]?.value === undefined ? REFUSED : understood(text))),
      );
      for (const [index, text] of texts.entries()) {
        if (isOpen(readings[index]?.diagnostics ?? [])) continue;
        expect({ text, save: real[index]?.save }).toEqual({ text, save: ours[index]?.save });
      }
      const taken = readings.filter(({ value }) => value !== undefined).length;
      expect(taken).toBeGreaterThan(RUNS / 5);
      expect(taken).toBeLessThan(RUNS);
    },
  );

  test(named('loads what is cleaned, and has the same rules then less those that went'), TIME, ({ skip }) => {
    if (reason !== undefined) skip(reason);
    const texts = fc.sample(mixedWithCommands, { numRuns: RUNS, seed: 5 });
    const cleaned = texts.map((text) => cleanRules(read(text)));
    const before = load(texts);
    const after = load(cleaned.map(({ text }) => text ?? ''));
    let compared = 0;
    for (const [index, text] of texts.entries()) {
      const { text: left, dropped = [], moved = [] } = cleaned[index] ?? {};
      const was = before[index]?.save;
      if (left === undefined || was === undefined) continue;
      compared += 1;
      const is = after[index]?.save;
      expect({ text, left, loads: is !== undefined }).toEqual({ text, left, loads: true });
      const gone =
        dropped.filter(({ kind }) => kind === 'rule' || kind === 'duplicate').length + moved.length;
      const [old, now] = [rulesOf(was), rulesOf(is ?? '')];
      expect({ text, left, rules: now.length }).toEqual({ text, left, rules: old.length - gone });
      for (const chain of new Set(now.map(chainOf))) {
        expect({ text, left, chain, order: isPartOf(of(chain, now), of(chain, old)) }).toEqual({
          text,
          left,
          chain,
          order: true,
        });
      }
    }
    expect(compared).toBeGreaterThan(RUNS / 5);
  });
});

/** Each with its table in front. */
function rulesOf(save: string): readonly string[] {
  let table = '';
  return save.split('\n').flatMap((line) => {
    if (line.startsWith('*')) table = line.slice(1);
    return line.startsWith('-A') ? [`${table} ${line}`] : [];
  });
}

const chainOf = (rule: string): string => rule.split(' ').slice(0, 3).join(' ');
const of = (chain: string, rules: readonly string[]): readonly string[] =>
  rules.filter((rule) => chainOf(rule) === chain);

/** In the same order, with others between them. */
function isPartOf(part: readonly string[], whole: readonly string[]): boolean {
  let next = 0;
  for (const each of whole) if (each === part[next]) next += 1;
  return next === part.length;
}
