import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isEncrypted, readEnvelope, writeEnvelope } from './envelope.ts';
import { VaultFault } from './fault.ts';
import { open, seal, type VaultPassword } from './keyring.ts';

interface Fixtures {
  readonly passwords: Readonly<Record<string, string>>;
  readonly cases: readonly { readonly name: string; readonly plainHex: string; readonly text: string }[];
}

const fixtures = JSON.parse(
  readFileSync(new URL('vault.fixtures.json', import.meta.url), 'utf8'),
) as Fixtures;

const keyring: readonly VaultPassword[] = Object.entries(fixtures.passwords).map(([id, text]) => ({
  id,
  password: Buffer.from(text),
}));
const [first] = fixtures.cases;
const good = first?.text ?? '';
const right: VaultPassword = { id: 'default', password: Buffer.from('right') };

function faultOf(text: string, passwords: readonly VaultPassword[] = keyring): string {
  try {
    open(text, passwords);
  } catch (error) {
    if (error instanceof VaultFault) return `${error.kind}: ${error.message} (${error.hint})`;
    throw error;
  }
  return 'opened';
}

test.for(fixtures.cases)('what ansible-vault has encrypted is opened: $name', ({ plainHex, text }) => {
  expect(Buffer.from(open(text, keyring).plain).toString('hex')).toBe(plainHex);
  expect(isEncrypted(text) && isEncrypted(Buffer.from(text))).toBe(true);
  // Byte for byte as it writes it.
  expect(writeEnvelope(readEnvelope(text))).toBe(text);
});

test('a password by another name opens it too, after the one that is named', () => {
  const asOther = keyring.map(({ password }, index) => ({ id: `other${index}`, password }));
  expect(open(good, asOther).by.id).toBe('other0');
  expect(open(good, [{ id: 'x', password: right.password }, right]).by).toBe(right);
});

test('a text that was carried through an editor, indented or with Windows line ends, is opened', () => {
  const indented = good.replace(/^/gm, '    ');
  expect(faultOf(indented)).toBe('opened');
  expect(faultOf(good.replaceAll('\n', '\r\n'))).toBe('opened');
});

const bodyOf = (inner: string): string => `$ANSIBLE_VAULT;1.1;AES256\n${Buffer.from(inner).toString('hex')}`;
const hex = (bytes: number): string => 'ab'.repeat(bytes);

test.for([
  ['no text', '', 'damaged: the encrypted text is damaged: it does not begin with $ANSIBLE_VAULT'],
  [
    'only a head',
    '$ANSIBLE_VAULT;1.1;AES256',
    'damaged: the encrypted text is damaged: it does not have its three parts',
  ],
  [
    'the first version',
    good.replace(';1.1;', ';1.0;'),
    'unknown-format: the text is encrypted with version 1.0 of the format',
  ],
  [
    'a later version',
    good.replace(';1.1;', ';1.3;'),
    'unknown-format: the text is encrypted with version 1.3 of the format',
  ],
  ['no version', '$ANSIBLE_VAULT', 'unknown-format: the text is encrypted with version none of the format'],
  [
    'another cipher',
    good.replace('AES256', 'AES'),
    'unknown-format: the text is encrypted with the cipher AES,',
  ],
  [
    'an odd number of digits',
    good.trim().slice(0, -1),
    'damaged: the encrypted text is damaged: its text is not hexadecimal',
  ],
  [
    'letters that are no digits',
    good.replace(/\n3/, '\nx'),
    'damaged: the encrypted text is damaged: its text is not hexadecimal',
  ],
  [
    'two parts',
    bodyOf(`${hex(32)}\n${hex(32)}`),
    'damaged: the encrypted text is damaged: it does not have its three parts',
  ],
  [
    'four parts',
    bodyOf(`${hex(32)}\n${hex(32)}\n${hex(16)}\n`),
    'damaged: the encrypted text is damaged: it does not have its three parts',
  ],
  [
    'a short checksum',
    bodyOf(`${hex(32)}\n${hex(31)}\n${hex(16)}`),
    'damaged: the encrypted text is damaged: its checksum has 31 bytes',
  ],
  [
    'no content',
    bodyOf(`${hex(32)}\n${hex(32)}\n`),
    'damaged: the encrypted text is damaged: it has no content',
  ],
  [
    'a salt that is no hexadecimal',
    bodyOf(`xy\n${hex(32)}\n${hex(16)}`),
    'damaged: the encrypted text is damaged: its salt is not hexadecimal',
  ],
  [
    'a content cut off',
    bodyOf(`${hex(32)}\n${hex(32)}\n${hex(15)}`),
    'not-opened: the vault password `default` is wrong, or the encrypted text was changed',
  ],
] as const)('%s is refused with the reason', ([, text, why]) => {
  expect(faultOf(text).slice(0, why.length)).toBe(why);
});

test.for([
  [
    'no password',
    [],
    'no-password: a vault password is needed, and none is given (give --vault-password-file, --vault-id or --ask-vault-pass, from a program `vaultPasswords`)',
  ],
  [
    'the wrong one',
    [{ id: 'default', password: Buffer.from('wrong') }],
    'not-opened: the vault password `default` is wrong, or the encrypted text was changed (check the password; if it is right, take the text from a copy)',
  ],
  [
    'one of another name',
    [{ id: 'dev', password: Buffer.from('wrong') }],
    'not-opened: no vault password `default` is given, and the text is not encrypted with `dev` (give it with --vault-id default@FILE or --vault-id default@prompt)',
  ],
] as const)('with %s it says what to do', ([, passwords, why]) => {
  expect(faultOf(good, passwords)).toBe(why);
});

test('a text names its password when that has a name, and one without a password says which is needed', () => {
  const text = seal(Buffer.from('x'), { id: 'prod', password: Buffer.from('p') }, randomBytes(32));
  expect(text.split('\n')[0]).toBe('$ANSIBLE_VAULT;1.2;AES256;prod');
  expect(faultOf(text, [])).toContain('the vault password `prod` is needed');
});

test('whatever is encrypted comes back, and with any other password it does not', () => {
  const bytes = fc.uint8Array({ maxLength: 100 });
  const holds = fc.property(
    bytes,
    bytes,
    fc.uint8Array({ minLength: 1, maxLength: 40 }),
    (plain, salt, password) => {
      const text = seal(plain, { id: 'a', password }, salt);
      expect([...open(text, [{ id: 'a', password }]).plain]).toEqual([...plain]);
      expect(faultOf(text, [{ id: 'a', password: Buffer.concat([password, Buffer.from('.')]) }])).toMatch(
        /^not-opened/,
      );
    },
  );
  fc.assert(holds, { numRuns: 20 });
});

test('one changed digit anywhere is noticed', () => {
  const lines = good.trimEnd().split('\n');
  const body = lines.slice(1).join('');
  const holds = fc.property(
    fc.nat(body.length / 2 - 1),
    fc.integer({ min: 1, max: 255 }),
    (place, change) => {
      const bytes = Buffer.from(body, 'hex');
      bytes[place] = (bytes[place] ?? 0) ^ change;
      const inner = bytes.toString('latin1');
      // Only what is no other way to write the same hexadecimal digit.
      fc.pre(inner.toLowerCase() !== Buffer.from(body, 'hex').toString('latin1').toLowerCase());
      expect(faultOf(`${lines[0]}\n${bytes.toString('hex')}`)).toMatch(/^(?:damaged|not-opened)/);
    },
  );
  fc.assert(holds, { numRuns: 60 });
});
