import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keepBytes, keepTail } from './kept-bytes.ts';

function feed(
  keeper: ReturnType<typeof keepBytes>,
  chunks: readonly Uint8Array[],
): { text: string; dropped: number } {
  for (const chunk of chunks) keeper.add(Buffer.from(chunk));
  const { bytes, dropped } = keeper.result();
  return { text: bytes.toString('latin1'), dropped };
}

const cases: readonly (readonly [limit: number, chunks: readonly string[], text: string, dropped: number])[] =
  [
    [6, [], '', 0],
    [6, ['abc', 'def'], 'abcdef', 0],
    [6, ['abcdefg'], 'abcefg', 1],
    [6, ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'], 'abcfgh', 2],
    [6, ['abcdefghijklmnopqrstuvwxyz'], 'abcxyz', 20],
  ];

test.for(cases)('limit %d, %j', ([limit, chunks, text, dropped]) => {
  expect(
    feed(
      keepBytes(limit),
      chunks.map((chunk) => Buffer.from(chunk)),
    ),
  ).toEqual({ text, dropped });
});

test('whatever the chunks, the beginning and the end are kept and the rest is counted', () => {
  const chunks = fc.array(fc.uint8Array({ maxLength: 30 }), { maxLength: 30 });
  fc.assert(
    fc.property(chunks, fc.integer({ min: 1, max: 40 }), (pieces, half) => {
      const all = Buffer.concat(pieces).toString('latin1');
      const head = all.slice(0, half);
      const tail = all.slice(Math.max(half, all.length - half));
      expect(feed(keepBytes(half * 2), pieces)).toEqual({
        text: head + tail,
        dropped: all.length - head.length - tail.length,
      });
      expect(feed(keepTail(half), pieces).text).toBe(all.slice(Math.max(0, all.length - half)));
    }),
  );
});

test('a long stream costs no more memory than what is kept of it', () => {
  const keeper = keepBytes(1024);
  const chunk = Buffer.alloc(65_536, 'x');
  for (let index = 0; index < 20_000; index += 1) keeper.add(chunk);
  const { bytes, dropped } = keeper.result();
  expect(bytes.length).toBe(1024);
  expect(dropped).toBe(65_536 * 20_000 - 1024);
});
