import { expect, test } from 'vitest';
import { ownedFixtures, read } from '../owned.test-kit.ts';
import { explainRules } from './explain.ts';

test.for(ownedFixtures())('$name: every chain and rule has its owner', ({ text, owners }) => {
  const lines = text.split('\n');
  const found = explainRules(read(text)).map(({ owner, line }) => `${owner} ${lines[line - 1] ?? ''}`);
  expect(found).toEqual(owners);
});
