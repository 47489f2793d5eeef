import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { type Diagnostic, hasErrors, inReadingOrder } from './diagnostic.ts';
import { RulerunError } from './error.ts';
import { Secret } from './values/secret.ts';

function at(file: string, line: number, column: number, message = 'm'): Diagnostic {
  return {
    severity: 'error',
    code: 'value',
    message,
    at: { file, line, column },
    length: 1,
    hint: undefined,
  };
}

test('reading order is by file as first met, then line, then column; each sentence once', () => {
  const shuffled = [
    at('b', 2, 1),
    at('a', 1, 5),
    at('b', 1, 9),
    at('b', 1, 2),
    at('b', 1, 2),
    at('b', 1, 2, 'other'),
  ];
  expect(
    inReadingOrder(shuffled).map(
      ({ at: { file, line, column }, message }) => `${file}${line}:${column}${message}`,
    ),
  ).toEqual(['b1:2m', 'b1:2other', 'b1:9m', 'b2:1m', 'a1:5m']);
});

test('warnings alone are no errors', () => {
  expect(hasErrors([{ ...at('a', 1, 1), severity: 'warning' }])).toBe(false);
  expect(hasErrors([at('a', 1, 1)])).toBe(true);
});

test('a secret does not print itself', () => {
  const secret = new Secret('geheim');
  const shown = [
    String(secret),
    JSON.stringify({ secret }),
    `${secret}`,
    inspect(secret, { showHidden: true }),
    Object.keys(secret).join(),
  ];
  expect(shown.join()).not.toContain('geheim');
  expect(secret.reveal()).toBe('geheim');
});

test('an error of the surroundings keeps its cause when it has one', () => {
  const cause = new Error('disk');
  expect(new RulerunError('OWNER', 'm', { exitCode: 70, cause })).toMatchObject({ cause, hint: undefined });
  expect('cause' in new RulerunError('OWNER', 'm', { exitCode: 70, hint: 'h' })).toBe(false);
});
