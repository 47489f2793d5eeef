import { expect, test } from 'vitest';
import { guessOf } from './guess.ts';

test.for([
  ['x', 'a\u0000b', 'a file of bytes'],
  ['rules', '*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -j ACCEPT\nCOMMIT\n', 'rules of iptables-save'],
  ['hosts', 'ssh-ed25519 AAAAC3\n', 'a known_hosts file or public keys'],
  ['x.md', '# Title\n\n* one\n* two\n', 'a Markdown text'],
  ['x', 'Nov 22 10:00:00 host sshd\n', 'a log'],
  ['x', 'a,b,c,d\n1,2,3,4\n', 'a table of comma-separated values'],
  ['letter', 'Dear all,\nwe meet\nat noon\nhere\nand there\n', 'a text'],
  ['letter.txt', 'Dear all,\nwe meet\nat noon\nhere\nand there\n', 'a text (.txt)'],
] as const)('%s with %j is taken for %s', ([path, text, guess]) => {
  expect(guessOf(path, text)).toBe(guess);
});
