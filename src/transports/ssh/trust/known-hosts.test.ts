import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { testFolder } from '../../../../test/contracts/in-process-sshd.ts';
import {
  foundByOpenssh,
  foundByUs,
  hasSshKeygen,
  knownHostsCase,
} from '../../../../test/contracts/known-hosts-cases.ts';
import { linesFor, parseKnownHosts } from './known-hosts.ts';

const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKHHyWfPuWE6sI4lP+mKrGe1f0z0ikbqEBPDH5OYKX1S';

test.for([
  { hosts: 'web', name: 'web', isNamed: true },
  { hosts: 'WEB', name: 'web', isNamed: true },
  { hosts: 'web1,web2', name: 'web2', isNamed: true },
  { hosts: 'web', name: 'web1', isNamed: false },
  { hosts: 'web?', name: 'web1', isNamed: true },
  { hosts: 'web?', name: 'web', isNamed: false },
  { hosts: '*.example.com', name: 'a.b.example.com', isNamed: true },
  { hosts: '*.example.com', name: 'example.com', isNamed: false },
  { hosts: '*.example.com,!bad.example.com', name: 'bad.example.com', isNamed: false },
  { hosts: '!bad.example.com,*.example.com', name: 'good.example.com', isNamed: true },
  { hosts: '!bad', name: 'good', isNamed: false },
  { hosts: '[web]:2222', name: '[web]:2222', isNamed: true },
  { hosts: 'web', name: '[web]:2222', isNamed: false },
  { hosts: '*', name: '[web]:2222', isNamed: true },
  { hosts: '|1|c2FsdHNhbHRzYWx0c2FsdHNhbHQ=|5KhBiVtOa6kK2LIzVQV3Y7ve7Vg=', name: 'web', isNamed: true },
  { hosts: '|1|c2FsdHNhbHRzYWx0c2FsdHNhbHQ=|5KhBiVtOa6kK2LIzVQV3Y7ve7Vg=', name: 'wob', isNamed: false },
])('$hosts and $name: $isNamed', ({ hosts, name, isNamed }) => {
  const known = parseKnownHosts('f', `# head\n${hosts} ${key}\n`);
  expect(linesFor(known, name).map(({ line }) => line)).toEqual(isNamed ? [2] : []);
});

test.for([
  { text: `@revoked web ${key}`, marker: 'revoked' },
  { text: `@cert-authority *.b,web ${key}`, marker: 'cert-authority' },
  // OpenSSH overlooks this one; a revocation is not overlooked here.
  { text: `@revoked\tweb ${key}`, marker: 'revoked' },
])('$text is $marker', ({ text, marker }) => {
  expect(linesFor(parseKnownHosts('f', text), 'web')).toMatchObject([{ line: 1, marker }]);
});

test.for([`@odd web ${key}`, `@revoked @revoked web ${key}`, `#web ${key}`, '', '   '])(
  '%j names nobody',
  (text) => {
    expect(linesFor(parseKnownHosts('f', text), 'web')).toEqual([]);
  },
);

test.for([
  { rest: key, isKey: true },
  { rest: `${key} a comment`, isKey: true },
  { rest: `${key}\r`, isKey: true },
  { rest: key.replace('ed25519', 'rsa'), isKey: false },
  { rest: key.replace('AAAA', 'AA-A'), isKey: false },
  { rest: 'ssh-ed25519', isKey: false },
  { rest: '', isKey: false },
])('web $rest holds a key: $isKey', ({ rest, isKey }) => {
  const [line] = linesFor(parseKnownHosts('f', `web ${rest}`), 'web');
  expect(line?.key !== undefined).toBe(isKey);
});

test('lines of one host come in the order of the file, however they name it', () => {
  const text = ['*', 'web', 'other', 'w*', 'web,web'].map((hosts) => `${hosts} ${key}`).join('\n');
  expect(linesFor(parseKnownHosts('f', text), 'web').map(({ line }) => line)).toEqual([1, 2, 4, 5]);
});

test('no text makes it fail', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), fc.string({ maxLength: 20 }), (text, name) => {
      linesFor(parseKnownHosts('f', text), name);
    }),
  );
});

test('many stars take no long time', () => {
  const known = parseKnownHosts('f', `${'*a'.repeat(500)}b ${key}`);
  expect(linesFor(known, 'a'.repeat(5000))).toEqual([]);
});

test.skipIf(!hasSshKeygen())(
  'ssh-keygen finds the same lines in 300 files (skipped where it is not installed)',
  async () => {
    using folder = testFolder();
    for (let seed = 0; seed < 300; seed += 1) {
      const each = knownHostsCase(seed);
      const found = await foundByOpenssh(each, join(folder.path, 'known_hosts'));
      expect({ ...each, found: foundByUs(each) }).toEqual({ ...each, found });
    }
  },
);
