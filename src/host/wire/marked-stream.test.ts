import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readMarkedStream } from './marked-stream.ts';

const mark = 'rr0123456789abcdef0123456789abcdef';

function read(pieces: readonly Uint8Array[], limit = 1000): { parts: unknown[]; noise: string } {
  const stream = readMarkedStream(mark, () => limit);
  for (const piece of pieces) stream.add(piece);
  return {
    parts: stream.parts.map(({ bytes, dropped, exitCode }) => [bytes.toString('latin1'), exitCode, dropped]),
    noise: stream.noise().toString('latin1'),
  };
}

function cut(bytes: Buffer, at: readonly number[]): Buffer[] {
  const places = [...new Set(at.map((place) => place % (bytes.length + 1)))].sort((a, b) => a - b);
  return [0, ...places].map((from, index) => bytes.subarray(from, places[index] ?? bytes.length));
}

const cases: readonly (readonly [said: string, parts: unknown[], noise: string])[] = [
  ['', [], ''],
  [`${mark}(hello\n${mark})000`, [['hello\n', 0, 0]], ''],
  [
    `motd\n${mark}(a${mark})007between${mark}(${mark})255bye`,
    [
      ['a', 7, 0],
      ['', 255, 0],
    ],
    'motd\nbetweenbye',
  ],
  [`${mark}(open`, [], ''],
  [`${mark}(open${mark})01`, [], ''],
  [`lost ${mark.slice(0, 12)}`, [], `lost ${mark.slice(0, 12)}`],
  // Anything that only looks like a mark is what was said.
  [
    `${mark}(${mark.slice(0, 20)}${mark.slice(0, 33)}!${mark})000`,
    [[`${mark.slice(0, 20)}${mark.slice(0, 33)}!`, 0, 0]],
    '',
  ],
  [`${mark}(rr${mark})000`, [['rr', 0, 0]], ''],
  [`${mark}(${mark}?${mark})000`, [[`${mark}?`, 0, 0]], ''],
  [`${mark})000`, [], `${mark})000`],
];

describe('what stands between the marks', () => {
  test.for(cases)('%j', ([said, parts, noise]) => {
    expect(read([Buffer.from(said, 'latin1')])).toEqual({ parts, noise });
  });

  test.for(cases)('byte by byte: %j', ([said, parts, noise]) => {
    expect(read([...Buffer.from(said, 'latin1')].map((byte) => Uint8Array.of(byte)))).toEqual({
      parts,
      noise,
    });
  });
});

test('any bytes, in any pieces, come out as they went in', () => {
  const nearly = fc
    .integer({ min: 1, max: mark.length - 1 })
    .map((length) => Buffer.from(mark.slice(0, length)));
  const content = fc
    .array(fc.oneof(fc.uint8Array({ maxLength: 20 }), nearly), { maxLength: 6 })
    .map((pieces) => Buffer.concat(pieces));
  const answer = fc.record({ bytes: content, exitCode: fc.integer({ min: 0, max: 255 }), noise: content });
  fc.assert(
    fc.property(
      fc.array(answer, { maxLength: 5 }),
      fc.array(fc.nat(), { maxLength: 40 }),
      (answers, places) => {
        const said = Buffer.concat(
          answers.flatMap(({ bytes, exitCode, noise }) => [
            noise,
            Buffer.from(`${mark}(`),
            bytes,
            Buffer.from(`${mark})${String(exitCode).padStart(3, '0')}`),
          ]),
        );
        const result = read(cut(said, places));
        expect(result.parts).toEqual(
          answers.map(({ bytes, exitCode }) => [bytes.toString('latin1'), exitCode, 0]),
        );
        expect(result.noise).toBe(Buffer.concat(answers.map(({ noise }) => noise)).toString('latin1'));
      },
    ),
    { numRuns: 1000 },
  );
});

test('more than is kept is counted, part by part', () => {
  const flood = Buffer.alloc(5000, 'y');
  const said = [Buffer.from(`${mark}(`), flood, flood, Buffer.from(`end${mark})000${mark}(short${mark})001`)];
  const { parts } = read(said, 100);
  expect(parts).toEqual([
    [`${'y'.repeat(50)}${'y'.repeat(47)}end`, 0, 10_003 - 100],
    ['short', 1, 0],
  ]);
});

test('noise keeps its last 4 KiB', () => {
  expect(read([Buffer.alloc(100_000, 'n'), Buffer.from('last')]).noise).toBe(`${'n'.repeat(4092)}last`);
});
