import { expect, test } from 'vitest';
import { prefersOwn } from './own-programs.test-kit.ts';

test('a shell of the machine runs the program that is first in PATH', () => {
  expect(prefersOwn(['sh'], 'unshare')).toBe(false);
});

test('one that knows a program of its own before PATH is told from it', () => {
  // Its functions come before PATH, as the applets of busybox-static do.
  const owning = 'unshare() { echo its own; }; cp() { echo its own; }; shift; eval "$1"';
  expect(prefersOwn(['sh', '-c', owning, 'sh'], 'unshare')).toBe(true);
  expect(prefersOwn(['sh', '-c', owning, 'sh'], 'mv')).toBe(false);
});
