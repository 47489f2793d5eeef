import { spawnSync } from 'node:child_process';
import { chmod, copyFile, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { validatorModule } from './validators.mjs';

// The whole build, into dist/ alone. Nothing of an earlier one stays there, so what is published is what is in src/.

const root = dirname(import.meta.dirname);
const dist = join(root, 'dist');

for (const name of await readdir(dist).catch(() => [])) {
  // The type check of the tests keeps its notes there; they cost half a minute to make again.
  if (name !== '.tsbuildinfo.check') await rm(join(dist, name), { recursive: true });
}
compile();
await copyScripts();
await writeValidators();
await chmod(join(dist, 'bin.js'), 0o755);

function compile() {
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  const { status } = spawnSync(process.execPath, [compiler, '-p', 'tsconfig.json'], { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

/** The kit for the hosts is shell, read as text when rulerun runs. */
async function copyScripts() {
  const source = join(root, 'src');
  for (const entry of await readdir(source, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith('.sh')) continue;
    const from = join(entry.parentPath, entry.name);
    const to = join(dist, relative(source, from));
    await mkdir(dirname(to), { recursive: true });
    await copyFile(from, to);
  }
}

/** Compiling the schemas takes longer than everything else at the start of a command, so it is done here. */
async function writeValidators() {
  const { actions } = await import('../dist/actions/registry.js');
  const { validatorSchemas } = await import('../dist/source/playbook-schema.js');
  const to = join(dist, 'generated/validators.js');
  await mkdir(dirname(to), { recursive: true });
  await writeFile(to, await validatorModule(validatorSchemas(actions)));
}
