import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { published } from '../../../.build/published.mjs';
import { actions } from '../../actions/registry.ts';
import { inventorySchema } from './inventory-schema.ts';
import { distinct, playbookSchema } from './playbook-schema.ts';

test.for(Object.keys(published))('%s is what the code makes; if not, run: npm run generate', (path) => {
  const present = readFileSync(fileURLToPath(new URL(`../../../${path}`, import.meta.url)), 'utf8');
  expect(present).toBe(published[path]?.({ playbookSchema, inventorySchema, distinct }, actions, present));
});
