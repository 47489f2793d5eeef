import fc from 'fast-check';
import { expect, test } from 'vitest';
import { redactor } from './redact.ts';

const SECRET = 'p4ss "w\\rd"/+\' ü';

const FORMS: readonly (readonly [form: string, as: (secret: string) => string])[] = [
  ['as it is', (secret) => secret],
  ['in base64', (secret) => Buffer.from(secret).toString('base64')],
  ['in base64 without its padding', (secret) => Buffer.from(secret).toString('base64').replace(/=+$/, '')],
  ['in a URL', (secret) => encodeURIComponent(secret)],
  ['in JSON', (secret) => JSON.stringify(secret).slice(1, -1)],
  ['quoted for a shell', (secret) => secret.replaceAll("'", "'\\''")],
];

test.for(FORMS)('a secret %s is taken out', ([, as]) => {
  expect(redactor([SECRET])(`before ${as(SECRET)} after ${as(SECRET)}`)).toBe(
    'before [secret] after [secret]',
  );
});

test('every secret is taken out, the longer of two that overlap first', () => {
  expect(redactor(['hunter2', 'hunter2-and-more'])('hunter2-and-more, hunter2')).toBe('[secret], [secret]');
});

test('a text without a secret is not changed', () => {
  expect(redactor([SECRET])('nothing to see')).toBe('nothing to see');
});

test('without secrets there is nothing to do', () => {
  const text = 'hunter2';
  expect(redactor([])(text)).toBe(text);
});

test('what is shorter than four characters would black out ordinary words, and stays', () => {
  expect(redactor(['abc', ''])('abc ab a')).toBe('abc ab a');
});

test('half of a surrogate pair is no reason to fail', () => {
  expect(redactor(['\ud800 half'])('a \ud800 half b')).toBe('a [secret] b');
});

test('letters that mean something in a pattern mean themselves', () => {
  expect(redactor(['a.*b', '[x]{2}'])('axxb a.*b [x]{2} xx')).toBe('axxb [secret] [secret] xx');
});

test('whatever the secret and wherever it stands, no form of it is left', () => {
  // Letters of the mark itself could be a secret that the mark then shows again.
  const secrets = fc
    .string({ unit: 'binary', minLength: 4, maxLength: 40 })
    .filter((text) => !'[secret]'.includes(text));
  fc.assert(
    fc.property(
      secrets,
      fc.string(),
      fc.string(),
      fc.constantFrom(...FORMS),
      (secret, before, after, [, as]) => {
        const clean = redactor([secret])(`${before}${as(secret)}${after}`);
        expect(clean).toContain('[secret]');
        expect(clean.replaceAll('[secret]', '')).not.toBe(`${before}${as(secret)}${after}`);
      },
    ),
  );
});
