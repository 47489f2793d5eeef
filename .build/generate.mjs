import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { published } from './published.mjs';

// Writes what the repository holds that is made from the code: the schemas for editors and the README's action table.
// Run it after a build. With --check it writes nothing and fails when any of them is out of date.

const root = dirname(import.meta.dirname);
const check = process.argv.includes('--check');

const { actions } = await import('../dist/actions/registry.js');
const playbook = await import('../dist/source/schema/playbook-schema.js');
const inventory = await import('../dist/source/schema/inventory-schema.js');

const stale = [];
for (const [path, make] of Object.entries(published)) {
  const present = await readFile(join(root, path), 'utf8').catch(() => undefined);
  const text = make({ ...playbook, ...inventory }, actions, present);
  if (text === present) continue;
  stale.push(path);
  if (check) continue;
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
}
if (check && stale.length > 0) {
  process.stderr.write(`out of date: ${stale.join(', ')}\nrun: npm run generate\n`);
  process.exitCode = 1;
}
