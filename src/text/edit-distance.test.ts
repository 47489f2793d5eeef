import { expect, test } from 'vitest';
import { didYouMean, nearest } from './edit-distance.ts';

const keywords = [
  'name',
  'tasks',
  'pre_tasks',
  'handlers',
  'hosts',
  'on_failure',
  'vars',
  'when',
  'tags',
  'a',
];

test.for<[string, string | undefined]>([
  ['taks', 'tasks'],
  ['task', 'tasks'],
  ['Tasks', 'tasks'],
  ['handler', 'handlers'],
  ['onfailure', 'on_failure'],
  ['on-failure', 'on_failure'],
  ['hsots', 'hosts'],
  ['whne', 'when'],
  ['tasks', 'tasks'],
  ['b', undefined],
  ['zz', undefined],
  ['retries', undefined],
  ['', undefined],
  ['x'.repeat(100_000), undefined],
])('%s was meant as %s', ([word, expected]) => {
  expect(nearest(word, keywords)).toBe(expected);
});

test('the first of equally near ones is named', () => {
  expect(nearest('card', ['cart', 'care'])).toBe('cart');
});

test('a hint asks, or says something else', () => {
  expect(didYouMean('taks', keywords)).toBe('did you mean `tasks`?');
  expect(didYouMean('retries', keywords) ?? 'remove it').toBe('remove it');
});
