import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { build } from 'esbuild';

/**
 * Makes `bin.js` and `index.js` in this folder, and all of ours that they load, into a few files beside them. Finding and
 * reading some three hundred small ones takes half the time from the command line to the first connection. What comes
 * from packages stays there.
 */
export async function bundleEntries(dist) {
  await build({
    entryPoints: [join(dist, 'bin.js'), join(dist, 'index.js')],
    outdir: dist,
    chunkNames: 'part-[name]-[hash]',
    allowOverwrite: true,
    bundle: true,
    splitting: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    // The shorter of two ways of saying the same; names stay, for what a stack says of them.
    minifySyntax: true,
    logLevel: 'warning',
    plugins: [{ name: 'own places', setup: (bundle) => bundle.onLoad({ filter: /\.js$/ }, keepPlace) }],
  });

  /** A module that looks for something beside itself finds it where it was: all the files made here lie in `dist`. */
  async function keepPlace({ path }) {
    const place = `new URL(${JSON.stringify(`./${relative(dist, path)}`)}, import.meta.url).href`;
    const text = await readFile(path, 'utf8');
    return { contents: text.replaceAll('import.meta.url', place), loader: 'js' };
  }
}
