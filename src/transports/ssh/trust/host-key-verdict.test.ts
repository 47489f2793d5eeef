import { expect, test } from 'vitest';
import { string } from '../keys/wire.ts';
import { preferring } from './algorithms.ts';
import { fingerprintOf, judgeKey, knownTypes, shownKey } from './host-key-verdict.ts';
import { parseKnownHosts } from './known-hosts.ts';

const shown = shownKey(
  Buffer.from('AAAAC3NzaC1lZDI1NTE5AAAAIKHHyWfPuWE6sI4lP+mKrGe1f0z0ikbqEBPDH5OYKX1S', 'base64'),
);
const mine = `ssh-ed25519 ${shown.key}`;
const other = mine.replace('KX1S', 'KX1T');
const rsa = `ssh-rsa ${Buffer.concat([string(Buffer.from('ssh-rsa')), string(Buffer.of(1, 0, 1)), string(Buffer.alloc(64, 1))]).toString('base64')}`;
const half = (line: string): string => line.slice(0, line.indexOf('AAAA') + 48);

test.for([
  { files: [''], port: 22, kind: 'unknown' },
  { files: [`web ${mine}`], port: 22, kind: 'trusted' },
  { files: ['', `web ${mine}`], port: 22, kind: 'trusted' },
  { files: [`web ${other}\nweb ${mine}`], port: 22, kind: 'trusted' },
  { files: [`web ${other}`], port: 22, kind: 'changed' },
  { files: [`web ${rsa}`], port: 22, kind: 'changed' },
  { files: [`web ${mine}\n@revoked web ${mine}`], port: 22, kind: 'revoked' },
  { files: [`web ${mine}`, `@revoked * ${mine}`], port: 22, kind: 'revoked' },
  { files: [`web ${mine}\n@revoked web ${other}`], port: 22, kind: 'trusted' },
  { files: [`web ${mine}\n@revoked web ssh-ed25519 AAAA`], port: 22, kind: 'revoked-unreadably' },
  { files: [`web ${half(mine)}`], port: 22, kind: 'unknown' },
  { files: [`web ${half(other)}`], port: 22, kind: 'unknown' },
  { files: [`web ${half(rsa)}`], port: 22, kind: 'unknown' },
  { files: [`web ${half(other)}\nweb ${mine}`], port: 22, kind: 'trusted' },
  { files: [`web ${half(mine)}\nweb ${other}`], port: 22, kind: 'changed' },
  { files: [`web ${mine}\n@revoked web ${half(mine)}`], port: 22, kind: 'revoked-unreadably' },
  { files: [`@cert-authority * ${half(other)}`], port: 22, kind: 'authority' },
  { files: [`[web]:2222 ${half(mine)}`], port: 2222, kind: 'unknown' },
  { files: [`@cert-authority * ${other}`], port: 22, kind: 'authority' },
  { files: [`@cert-authority * ${other}\nweb ${mine}`], port: 22, kind: 'trusted' },
  { files: [`[web]:2222 ${mine}`], port: 2222, kind: 'trusted' },
  { files: [`[web]:2222 ${mine}`], port: 22, kind: 'unknown' },
  { files: [`web ${mine}`], port: 2222, kind: 'trusted' },
  { files: [`web ${other}`], port: 2222, kind: 'unknown' },
  { files: [`web ${mine}\n[web]:2222 ${other}`], port: 2222, kind: 'changed' },
  { files: [`[web]:2222 ${mine}\n@revoked web ${mine}`], port: 2222, kind: 'revoked' },
] as const)('$files on port $port: $kind', ({ files, port, kind }) => {
  const known = files.map((text, index) => parseKnownHosts(`f${index}`, text));
  expect(judgeKey({ hostname: 'WEB', port }, shown, known).kind).toBe(kind);
});

test('a damaged line is known by its place, and it is not asked for first', () => {
  const known = [parseKnownHosts('f', `\nweb ${half(rsa)}`)];
  const address = { hostname: 'web', port: 22 };
  expect(judgeKey(address, shown, known)).toMatchObject({ kind: 'unknown', damaged: { file: 'f', line: 2 } });
  expect([...knownTypes(address, known)]).toEqual([]);
});

test('the place of a changed key is that of a key of the same type', () => {
  const known = [parseKnownHosts('f', `web ${rsa}\nweb ${other}`)];
  expect(judgeKey({ hostname: 'web', port: 22 }, shown, known)).toMatchObject({
    line: { file: 'f', line: 2 },
  });
});

test('known types are asked for first, and revoked or foreign ones do not count', () => {
  const known = [parseKnownHosts('f', `web ${rsa}\n@revoked web ${mine}\ndb ${mine}`)];
  const types = knownTypes({ hostname: 'web', port: 22 }, known);
  expect([...types]).toEqual(['ssh-rsa']);
  expect(preferring(types).slice(0, 3)).toEqual(['rsa-sha2-512', 'rsa-sha2-256', 'ssh-ed25519']);
  expect(preferring(new Set())[0]).toBe('ssh-ed25519');
});

test('a fingerprint is as ssh-keygen prints it', () => {
  expect(fingerprintOf(shown.key)).toBe(shown.fingerprint);
  expect(shown).toMatchObject({
    type: 'ssh-ed25519',
    fingerprint: expect.stringMatching(/^SHA256:[\w+/]{43}$/),
  });
});
