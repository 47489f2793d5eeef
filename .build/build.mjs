import { spawnSync } from 'node:child_process';
import { chmod, copyFile, mkdir, readdir, rm } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';

// The whole build: nothing of an earlier one stays in dist/, so what is published is what is in src/.

const root = dirname(import.meta.dirname);
const dist = join(root, 'dist');

for (const name of await readdir(dist).catch(() => [])) {
  // The type check of the tests keeps its notes there; they cost half a minute to make again.
  if (name !== '.tsbuildinfo.check') await rm(join(dist, name), { recursive: true });
}
run('node_modules/typescript/bin/tsc', '-p', 'tsconfig.json');
await copyScripts();
run('.build/generate.mjs');
await chmod(join(dist, 'bin.js'), 0o755);

/** The kit for the hosts is shell, read as text when rulerun runs. */
async function copyScripts() {
  for (const entry of await readdir(join(root, 'src'), { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith('.sh')) continue;
    const from = join(entry.parentPath, entry.name);
    const to = join(dist, relative(join(root, 'src'), from));
    await mkdir(dirname(to), { recursive: true });
    await copyFile(from, to);
  }
}

function run(script, ...args) {
  const { status } = spawnSync(process.execPath, [join(root, script), ...args], { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
