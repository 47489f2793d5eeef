import { expect, test } from 'vitest';
import { normalPath, relativePath } from './posix-path.ts';

// As Python's os.path.normpath answers.
test.for([
  ['//a', '//a'],
  ['///a', '/a'],
  ['/a/./b/../c', '/a/c'],
  ['a/../..', '..'],
  ['../../a', '../../a'],
  ['/../a', '/a'],
  ['', '.'],
  ['./', '.'],
  ['a//b/', 'a/b'],
  ['a/b/../../..', '..'],
  ['/', '/'],
  ['//', '//'],
  ['a/..', '.'],
] as const)('%j is %j without detours', ([path, plain]) => {
  expect(normalPath(path)).toBe(plain);
});

// As Python's os.path.relpath answers.
test.for([
  ['/a/b', '/a/c', '../b'],
  ['/a', '/a', '.'],
  ['/a/b/c', '/', 'a/b/c'],
  ['/', '/a/b', '../..'],
  ['/a/../b', '/b/c', '..'],
] as const)('%j from %j is %j', ([path, from, way]) => {
  expect(relativePath(path, from)).toBe(way);
});
