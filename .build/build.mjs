import { spawnSync } from 'node:child_process';
import { chmod, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bundleEntries } from './bundle.mjs';
import { keepPublicTypes } from './public-types.mjs';

// The whole build, into dist/ alone. Nothing of an earlier one stays there, so what is published is what is in src/.
// A build that fails leaves the last good one where it is.

const root = dirname(import.meta.dirname);
const dist = join(root, 'dist');
const fresh = join(root, 'dist.new');

await rm(fresh, { recursive: true, force: true });
compile();
await copyScripts();
await bundleEntries(fresh);
await keepPublicTypes(fresh);
await chmod(join(fresh, 'bin.js'), 0o755);
// The type check of the tests keeps its notes there; they cost half a minute to make again.
await rename(join(dist, '.tsbuildinfo.check'), join(fresh, '.tsbuildinfo.check')).catch(() => undefined);
await rm(dist, { recursive: true, force: true });
await rename(fresh, dist);

function compile() {
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  const { status } = spawnSync(process.execPath, [compiler, '-p', 'tsconfig.json', '--outDir', fresh], { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

/** The kit for the hosts is shell, read as text when rulerun runs, which sends no comments and needs none but what a function needs. */
async function copyScripts() {
  const { withoutComments } = await import(pathToFileURL(join(fresh, 'host/shell-files.js')).href);
  const source = join(root, 'src');
  for (const entry of await readdir(source, { recursive: true, withFileTypes: true })) {
    const from = join(entry.parentPath, entry.name);
    // The scripts of tests stay there.
    if (!entry.isFile() || !from.endsWith('.sh') || from.includes('/fixtures/')) continue;
    const to = join(fresh, relative(source, from));
    await mkdir(dirname(to), { recursive: true });
    const text = await readFile(from, 'utf8');
    const needs = text.match(/^# needs: .*$/gm) ?? [];
    await writeFile(to, `${[...needs, withoutComments(text)].join('\n')}\n`);
  }
}
