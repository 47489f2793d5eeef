import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';

// Node 20 reads no TypeScript: the benchmark is bundled first.

const folder = await mkdtemp(join(tmpdir(), 'rulerun-bench-'));
try {
  const program = join(folder, 'main.mjs');
  await build({
    entryPoints: [join(import.meta.dirname, 'main.ts')],
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    outfile: program,
  });
  const { main } = await import(program);
  process.exitCode = await main(process.argv.slice(2), import.meta.dirname);
} finally {
  await rm(folder, { recursive: true, force: true });
}
