import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { shells } from '../local-host.test-kit.ts';
import { frameBytes, functionText, observationPart } from './frame.ts';
import { shellCommand } from './shell-command.ts';

const folder = mkdtempSync(join(tmpdir(), 'rulerun-frame-'));
afterAll(() => rmSync(folder, { recursive: true }));

const loader = shellCommand({ become: undefined }, { ready: 'rr-ready', prompt: undefined });
const parts = [{ words: ['touch', join(folder, 'one')] }, { words: ['touch', join(folder, 'two')] }];
const frame = frameBytes('rr-mark', functionText(['rr_part']), { setup: [], parts, after: [] });

function feed(shell: readonly string[], input: Uint8Array): string {
  const command = loader.replace('/bin/sh', shell.join(' '));
  return spawnSync('sh', ['-c', command], { input, encoding: 'utf8' }).stdout;
}

describe.each(shells)('$name', ({ words }) => {
  test('does nothing of a frame that was cut off, wherever', () => {
    for (let length = 0; length < frame.length; length += 7) {
      feed(words, frame.subarray(0, length));
      expect([length, existsSync(join(folder, 'one'))]).toEqual([length, false]);
    }
  });

  test('passes over lines that are no numbers', () => {
    const noise = Buffer.from('\nno number\n-1\n0\n( 1\n1e3\n0x10\n');
    const echo = frameBytes('rr-mark', functionText(['rr_part']), {
      setup: [],
      parts: [{ words: ['echo', 'hi'] }],
      after: [],
    });
    expect(feed(words, Buffer.concat([noise, echo]))).toBe('rr-readyrr-mark(hi\nrr-mark)000');
  });
});

test.for([
  [
    ['ls', '-l'],
    ['exec', 'ls', '-l'],
  ],
  [
    ['command', '-v', 'ls'],
    ['command', '-v', 'ls'],
  ],
  [
    ['rr_stat', '/'],
    ['rr_stat', '/'],
  ],
] as const)('%j is asked as %j', ([[program, ...rest], words]) => {
  expect(observationPart({ argv: [program, ...rest], keepBytes: 7 })).toEqual({ words, keepBytes: 7 });
});
