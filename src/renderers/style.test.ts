import { expect, test } from 'vitest';
import { ansiStyle, noStyle, styleFor } from './style.ts';

test.for([
  [{}, true, true],
  [{}, false, false],
  [{ TERM: 'dumb' }, true, false],
  [{ NO_COLOR: '1' }, true, false],
  [{ NO_COLOR: '' }, true, true],
  [{ FORCE_COLOR: '1' }, false, true],
  [{ FORCE_COLOR: '0' }, false, false],
  [{ FORCE_COLOR: '' }, false, false],
  [{ FORCE_COLOR: '1', TERM: 'dumb' }, true, true],
  [{ NO_COLOR: '1', FORCE_COLOR: '1' }, true, false],
] as const)('%j on a terminal: %s, coloured: %s', ([environment, isTerminal, coloured]) => {
  expect(styleFor(environment, isTerminal)).toBe(coloured ? ansiStyle : noStyle);
});

test('a colour ends where it began, and nothing has none', () => {
  expect(ansiStyle.bad('no')).toBe('\u001b[31mno\u001b[39m');
  expect(ansiStyle.bold('')).toBe('');
});
