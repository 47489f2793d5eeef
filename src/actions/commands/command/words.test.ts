import { expect, test } from 'vitest';
import { expandable, parameterIn } from './words.ts';

test.for([
  [['echo', '$HOME'], '$HOME'],
  [['echo', `\${HOME}/x`], `\${HOME}`],
  [['ls', '~/x'], '~'],
  [['ls', '~root/x'], '~root'],
  [['ls', 'a~'], undefined],
  [['awk', '{print $1}'], undefined],
  [['echo', '$(date)'], undefined],
  [['grep', 'x$'], undefined],
] as const)('%j would expand %s', ([words, expanded]) => {
  expect(expandable(words)).toBe(expanded);
});

test.for([
  ['touch /x creates=/x', 'creates=/x'],
  ['chdir=/tmp ls', 'chdir=/tmp'],
  ['dd if=/a of=/b', undefined],
  ['x --creates=/x', undefined],
] as const)('in %j the parameter is %s', ([text, parameter]) => {
  expect(parameterIn(text)).toBe(parameter);
});
