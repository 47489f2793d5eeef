import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shells } from '../../src/host/local-host.test-kit.ts';
import { quote } from '../../src/host/quote.ts';
import { rounds } from '../rounds.ts';

const times = rounds(50);
const wordsARound = 20_000;

const anything = fc.string({ unit: 'binary', maxLength: 30 });
const nasty = fc.string({
  unit: fc.constantFrom(...'\'"\\$`!*?[]{}()<>|&;#~ \t\n\r\v\f=%-+^,:@é\u0081\u0088\u0001\u007f'),
  maxLength: 30,
});

test.for(shells)(
  `$name takes ${times * wordsARound} words as they are`,
  async ({ words: [program, ...rest] }) => {
    for (let round = 0; round < times; round += 1) {
      const words = fc
        .sample(fc.oneof(anything, nasty), { numRuns: wordsARound, seed: round })
        .map((word) => Buffer.from(word.replaceAll('\0', '')).toString());
      const script = words.map((word) => `printf '%s\\0' ${quote(word)}`).join('\n');
      expect(await output(program, rest, script)).toBe(words.map((word) => `${word}\0`).join(''));
    }
  },
);

async function output(program: string, rest: readonly string[], script: string): Promise<string> {
  const child = spawn(program, rest, { stdio: ['pipe', 'pipe', 'inherit'] });
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stdin.end(script);
  await once(child, 'close');
  return Buffer.concat(chunks).toString('utf8');
}
