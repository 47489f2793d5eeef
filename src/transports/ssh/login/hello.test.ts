import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readHello } from './hello.ts';

/** A KEXINIT packet with these name lists, RFC 4253 section 7.1. */
function kexinit(lists: readonly string[]): Buffer {
  const strings = lists.map((list) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(list.length);
    return Buffer.concat([length, Buffer.from(list)]);
  });
  const payload = Buffer.concat([Buffer.from([20]), Buffer.alloc(16, 7), ...strings, Buffer.alloc(5)]);
  const head = Buffer.alloc(5);
  head.writeUInt32BE(1 + payload.length + 4);
  head[4] = 4;
  return Buffer.concat([head, payload, Buffer.alloc(4)]);
}

const lists = [
  'kex-a,ext-info-s,kex-strict-s-v00@openssh.com',
  'key-a,key-b',
  'c-a',
  'c-a,c-b',
  'm-a',
  'm-a',
  'none',
  'none',
  '',
  '',
];

test('the offer of a host, without the names that are no algorithms', () => {
  const bytes = Buffer.concat([Buffer.from('welcome\r\nSSH-2.0-OpenSSH_7.4\r\n'), kexinit(lists)]);
  expect(readHello(bytes)).toEqual({
    greeting: 'welcome',
    ident: 'SSH-2.0-OpenSSH_7.4',
    offer: { keyExchanges: ['kex-a'], hostKeys: ['key-a', 'key-b'], ciphers: ['c-a', 'c-b'], macs: ['m-a'] },
  });
});

test.for([
  { what: 'nothing', bytes: '', greeting: '', ident: undefined },
  { what: 'another protocol', bytes: '220 ftp ready\r\n', greeting: '220 ftp ready', ident: undefined },
  { what: 'half an identification', bytes: 'SSH-2.0-Op', greeting: 'SSH-2.0-Op', ident: undefined },
  { what: 'an identification alone', bytes: 'SSH-2.0-x y\n', greeting: '', ident: 'SSH-2.0-x y' },
])('$what', ({ bytes, greeting, ident }) => {
  expect(readHello(Buffer.from(bytes))).toEqual({ greeting, ident, offer: undefined });
});

test('no bytes make it fail, whole or cut', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(400), fc.boolean(), (junk, length, hasHead) => {
      const bytes = Buffer.concat([Buffer.from('SSH-2.0-x\r\n'), kexinit(lists).subarray(0, length), junk]);
      readHello(hasHead ? bytes : junk);
    }),
  );
});
