import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { published } from './published.mjs';
import { validatorModule } from './validators.mjs';

// Run after `tsc`: what is generated comes from the compiled keywords and actions in dist/.
//
//   node .build/generate.mjs           writes the schemas, the README's table and dist/generated/validators.js
//   node .build/generate.mjs --check   writes nothing; fails when the schemas or the table are out of date

const root = dirname(import.meta.dirname);
const check = process.argv.includes('--check');

const { actions } = await import('../dist/actions/registry.js');
const playbook = await import('../dist/source/playbook-schema.js');
const inventory = await import('../dist/source/inventory-schema.js');

const stale = [];
for (const [path, make] of Object.entries(published)) {
  const present = await readFile(join(root, path), 'utf8').catch(() => undefined);
  const text = make({ ...playbook, ...inventory }, actions, present);
  if (text === present) continue;
  stale.push(path);
  if (!check) await write(path, text);
}

if (!check) {
  await write('dist/generated/validators.js', await validatorModule(playbook.validatorSchemas(actions)));
} else if (stale.length > 0) {
  process.stderr.write(`out of date: ${stale.join(', ')}\nrun: npm run build\n`);
  process.exitCode = 1;
}

async function write(path, text) {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await writeFile(join(root, path), text);
}
