import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { linesOf } from './piped-lines.ts';

test('two questions get the two lines of a pipe, in whatever pieces they come', async () => {
  for (const pieces of [['one\ntwo\n'], ['one\n', 'two'], ['o', 'ne\nt', 'wo\n']]) {
    const input = new PassThrough();
    const lines = linesOf(input);
    for (const piece of pieces) input.write(piece);
    input.end();
    expect([await lines.next(), await lines.next(), await lines.next()]).toEqual(['one', 'two', undefined]);
  }
});

test('a question that nobody answers any more ends with its signal, and loses no line', async () => {
  const input = new PassThrough();
  const lines = linesOf(input);
  const stop = new AbortController();
  const asked = lines.next(stop.signal);
  stop.abort();
  expect(await asked).toBeUndefined();
  input.write('late\n');
  expect(await lines.next()).toBe('late');
});
