import { expect, test } from 'vitest';
import { readHostFile } from './host-file.ts';

const whole = 'stat 81a4 0 0 5 1 root root 1700000000\nreal /f\nparent /\n';

test.for([
  ['nothing', ''],
  ['words', 'it is there\n'],
  ['a stat without numbers', whole.replace('81a4 0 0 5 1', 'x y z')],
  ['half a stat', 'stat 81a4 0\nreal /f\n'],
  ['only what lies around it', 'parent /\n'],
])('an answer that is %s is no fact of a file', ([, answer]) => {
  const read = readHostFile('/f', {
    exitCode: 0,
    stdout: Buffer.from(answer ?? ''),
    stderr: Buffer.alloc(0),
    droppedBytes: 0,
  });
  expect(read).toBe("/f cannot be looked at: the host's answer has not the form of one");
});
